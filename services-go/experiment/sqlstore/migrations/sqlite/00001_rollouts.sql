-- +goose Up
CREATE TABLE rollouts (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    state   BLOB NOT NULL
);
CREATE TABLE rollout_audit (
    name    TEXT NOT NULL,
    version INTEGER NOT NULL,
    entry   BLOB NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE rollout_evidence (
    name      TEXT NOT NULL,
    version   INTEGER NOT NULL,
    -- Counted only for the lock that it takes.
    additions INTEGER NOT NULL,
    evidence  BLOB NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE rollout_mismatches (
    name        TEXT NOT NULL,
    id          TEXT NOT NULL,
    -- Of identity and field.
    fingerprint TEXT NOT NULL,
    seen_count  INTEGER NOT NULL,
    first_ns    INTEGER NOT NULL,
    last_ns     INTEGER NOT NULL,
    -- Two parts of one message: calls has the request and both answers.
    summary     BLOB NOT NULL,
    calls       BLOB NOT NULL,
    PRIMARY KEY (name, id),
    UNIQUE (name, fingerprint)
);
CREATE INDEX rollout_mismatches_last ON rollout_mismatches (name, last_ns);
