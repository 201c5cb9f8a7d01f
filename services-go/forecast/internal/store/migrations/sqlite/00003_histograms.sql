-- The histograms of a checkpoint, apart from the rest of it, which is all that a list reads.
-- +goose Up
ALTER TABLE runs ADD COLUMN histograms BLOB NOT NULL DEFAULT x'';
