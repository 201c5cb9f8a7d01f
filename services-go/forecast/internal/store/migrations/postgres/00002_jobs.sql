-- The job in river_job that leads to the run; it may have ended.
-- +goose Up
ALTER TABLE runs ADD COLUMN job_id BIGINT NOT NULL DEFAULT 0;
