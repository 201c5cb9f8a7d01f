-- Runs that ended are found by when they did, to be forgotten.
-- +goose Up
CREATE INDEX runs_ended ON runs (ended_ms) WHERE ended_ms > 0;
