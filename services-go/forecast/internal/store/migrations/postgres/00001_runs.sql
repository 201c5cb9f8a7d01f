-- +goose Up
CREATE TABLE runs (
    id                  TEXT PRIMARY KEY,
    request_id          TEXT NOT NULL UNIQUE,
    plan                BYTEA NOT NULL,
    traceparent         TEXT NOT NULL,
    state               TEXT NOT NULL,
    attempt             BIGINT NOT NULL DEFAULT 0,
    lease_until_ms      BIGINT NOT NULL DEFAULT 0,
    created_ms          BIGINT NOT NULL,
    started_ms          BIGINT NOT NULL DEFAULT 0,
    ended_ms            BIGINT NOT NULL DEFAULT 0,
    checkpoint          BYTEA NOT NULL DEFAULT '',
    failure_reason      TEXT NOT NULL DEFAULT '',
    failure_description TEXT NOT NULL DEFAULT ''
);
CREATE INDEX runs_open ON runs (state, lease_until_ms) WHERE state IN ('queued', 'running');
