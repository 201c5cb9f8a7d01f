package store

import (
	"context"
	"time"
)

// The longest time that a job may be taken before its run is claimed.
const ClaimTimeout = claimTimeout

// SetClock makes a store read another clock.
func SetClock(s Store, now func() time.Time) { s.(*database).now = now }

// SetPollInterval makes a store's workers look seldom for jobs that nobody told them of.
func SetPollInterval(s Store, interval time.Duration) { s.(*database).pollInterval = interval }

// NewRiverLog is the log that River gets.
var NewRiverLog = newRiverLog

// Exec runs a statement on the store's own connections.
func Exec(ctx context.Context, s Store, statement string) error {
	_, err := s.(*database).db.ExecContext(ctx, statement)
	return err
}

// Int is the number that a query on the store's own connections gives.
func Int(ctx context.Context, s Store, query string) (number int, err error) {
	return number, s.(*database).db.QueryRowContext(ctx, query).Scan(&number)
}
