-- +goose Up
CREATE TABLE runs (
    id                  TEXT PRIMARY KEY,
    request_id          TEXT NOT NULL UNIQUE,
    plan                BLOB NOT NULL,
    traceparent         TEXT NOT NULL,
    state               TEXT NOT NULL,
    attempt             INTEGER NOT NULL DEFAULT 0,
    lease_until_ms      INTEGER NOT NULL DEFAULT 0,
    created_ms          INTEGER NOT NULL,
    started_ms          INTEGER NOT NULL DEFAULT 0,
    ended_ms            INTEGER NOT NULL DEFAULT 0,
    checkpoint          BLOB NOT NULL DEFAULT x'',
    failure_reason      TEXT NOT NULL DEFAULT '',
    failure_description TEXT NOT NULL DEFAULT ''
);
CREATE INDEX runs_open ON runs (state, lease_until_ms) WHERE state IN ('queued', 'running');
