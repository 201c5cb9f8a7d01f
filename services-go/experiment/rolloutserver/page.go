package rolloutserver

import (
	"encoding/base64"

	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

const (
	defaultPageSize = 20
	maxPageSize     = 100
)

// paged is a request for a page of a list.
type paged interface {
	GetPageSize() uint32
	GetPageToken() string
}

// pageOf is the number of things that a request asks for, and the key of the last one of the
// page before; empty for the first page.
func pageOf(request paged, isKey func(string) bool) (size int, last string, faults []errors.FieldViolation) {
	size = int(request.GetPageSize())
	if size == 0 {
		size = defaultPageSize
	}
	if size > maxPageSize {
		faults = append(faults, errors.FieldViolation{Field: "page_size", Expected: "must be from 1 to 100"})
	}
	key, err := base64.RawURLEncoding.DecodeString(request.GetPageToken())
	last = string(key)
	// Only the token that stands for a key is one.
	if isNone := request.GetPageToken() == ""; !isNone && (err != nil || !isKey(last) || pageToken(last) != request.GetPageToken()) {
		faults = append(faults, errors.FieldViolation{
			Field: "page_token", Expected: "must be empty or the next_page_token of an answer",
		})
	}
	return size, last, faults
}

// pageToken stands for what follows a key.
func pageToken(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

// cut cuts a page from what was found, which is one more than asked for if there is a next
// page, and returns the token for that.
func cut[T any](found []T, size int, keyOf func(T) string) (page []T, nextToken string) {
	if len(found) <= size {
		return found, ""
	}
	page = found[:size]
	return page, pageToken(keyOf(page[size-1]))
}
