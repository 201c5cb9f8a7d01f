// Package errors is what callers see of a fault: one typed error, turned into a gRPC
// status with google.rpc details (AIP-193) at the edge.
package errors

import (
	"fmt"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"

	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
)

const domain = "trivium"

// FieldViolation is a faulty field, and what was expected.
type FieldViolation struct {
	// Field is its path in the request, such as "order.amount".
	Field string
	// Expected is for people.
	Expected string
}

// Error is a fault that the caller is told about.
type Error struct {
	Code       codes.Code
	Reason     errorsv1.ErrorReason
	Message    string
	Fields     []FieldViolation
	RetryDelay time.Duration
	// Details are more for programs, behind the details of google.rpc.
	Details []proto.Message
}

func (e *Error) Error() string { return e.Message }

// New is an error with a reason.
func New(code codes.Code, reason errorsv1.ErrorReason, format string, args ...any) *Error {
	return &Error{Code: code, Reason: reason, Message: fmt.Sprintf(format, args...)}
}

// InvalidFields is INVALID_ARGUMENT naming every faulty field.
func InvalidFields(fields []FieldViolation) *Error {
	messages := make([]string, len(fields))
	for i, field := range fields {
		messages[i] = field.Field + " " + field.Expected
	}
	err := New(codes.InvalidArgument, errorsv1.ErrorReason_ERROR_REASON_INVALID_FIELDS, "%s", strings.Join(messages, "; "))
	err.Fields = fields
	return err
}

// ReasonName is the reason as callers read it, such as "INVALID_FIELDS".
func ReasonName(reason errorsv1.ErrorReason) string {
	return strings.TrimPrefix(reason.String(), "ERROR_REASON_")
}

// GRPCStatus lets gRPC send the error with its details.
func (e *Error) GRPCStatus() *status.Status {
	details := []protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: ReasonName(e.Reason), Domain: domain}}
	if len(e.Fields) > 0 {
		request := &errdetails.BadRequest{}
		for _, field := range e.Fields {
			request.FieldViolations = append(request.FieldViolations,
				&errdetails.BadRequest_FieldViolation{Field: field.Field, Description: field.Expected})
		}
		details = append(details, request)
	}
	if e.RetryDelay > 0 {
		details = append(details, &errdetails.RetryInfo{RetryDelay: durationpb.New(e.RetryDelay)})
	}
	for _, detail := range e.Details {
		details = append(details, protoadapt.MessageV1Of(detail))
	}
	plain := status.New(e.Code, e.Message)
	detailed, err := plain.WithDetails(details...)
	if err != nil {
		return plain
	}
	return detailed
}
