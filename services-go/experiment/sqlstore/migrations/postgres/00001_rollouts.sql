-- +goose Up
CREATE TABLE rollouts (
    name    TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    state   BYTEA NOT NULL
);
CREATE TABLE rollout_audit (
    name    TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry   BYTEA NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE rollout_evidence (
    name      TEXT NOT NULL,
    version   BIGINT NOT NULL,
    -- Counted only for the lock that it takes.
    additions BIGINT NOT NULL,
    evidence  BYTEA NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE rollout_mismatches (
    name        TEXT NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    -- Of identity and field.
    fingerprint TEXT NOT NULL,
    seen_count  BIGINT NOT NULL,
    first_ns    BIGINT NOT NULL,
    last_ns     BIGINT NOT NULL,
    -- Two parts of one message: calls has the request and both answers.
    summary     BYTEA NOT NULL,
    calls       BYTEA NOT NULL,
    PRIMARY KEY (name, id),
    UNIQUE (name, fingerprint)
);
CREATE INDEX rollout_mismatches_last ON rollout_mismatches (name, last_ns);
