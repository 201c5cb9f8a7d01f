-- The job in river_job that leads to the run; it may have ended.
-- +goose Up
ALTER TABLE runs ADD COLUMN job_id INTEGER NOT NULL DEFAULT 0;
