package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
	"github.com/trivium/trivium/services-go/internal/chassis/processtest"
)

const paths = 100_000

func TestARunOutlastsAFullDisk(t *testing.T) {
	t.Parallel()
	directory := processtest.PublicFolder(t)
	simulator := startSimulator(t)
	service := start(t, onDiskOf(t, "32m", directory), "DATA_DIR="+directory, "SIMULATOR_ADDRESSES="+simulator.address)
	client := dial(t, service.Log(t, "forecast ready").Listen)
	id := create(t, client)
	simulator.waitForCall(t)

	// The disk can be seen only by way of the service.
	ballast := filepath.Join("/proc", strconv.Itoa(service.Process.Pid), "root", directory, "ballast")
	fill(t, ballast)
	close(simulator.mayAnswer)
	service.Log(t, "checkpoint failed", "cannot write the end of a run")
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	succeeds(t, client, id)
}

func TestARunOutlastsAnOutageOfPostgres(t *testing.T) {
	t.Parallel()
	url := postgrestest.New(t)
	simulator := startSimulator(t)
	service := start(t, nil, "DATABASE_URL="+url, "SIMULATOR_ADDRESSES="+simulator.address)
	client := dial(t, service.Log(t, "forecast ready").Listen)
	id := create(t, client)
	simulator.waitForCall(t)

	endOutage := postgrestest.Outage(t, url)
	close(simulator.mayAnswer)
	service.Log(t, "checkpoint failed", "cannot write the end of a run")
	endOutage()
	succeeds(t, client, id)
}

func TestARunOutlastsAStopOfTheService(t *testing.T) {
	t.Parallel()
	simulator := startSimulator(t)
	variables := []string{"DATA_DIR=" + t.TempDir(), "SIMULATOR_ADDRESSES=" + simulator.address}
	before := start(t, nil, variables...)
	id := create(t, dial(t, before.Log(t, "forecast ready").Listen))
	simulator.waitForCall(t)
	if err := before.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	before.Log(t, "run handed back")
	if code := before.Exit(t); code != 0 {
		t.Errorf("exit code %d", code)
	}

	close(simulator.mayAnswer)
	after := start(t, nil, variables...)
	succeeds(t, dial(t, after.Log(t, "forecast ready").Listen), id)
}

func TestARunOutlastsAKillOfTheService(t *testing.T) {
	t.Parallel()
	simulator := startSimulator(t)
	variables := []string{"DATA_DIR=" + t.TempDir(), "SIMULATOR_ADDRESSES=" + simulator.address}
	before := start(t, nil, variables...)
	id := create(t, dial(t, before.Log(t, "forecast ready").Listen))
	simulator.waitForCall(t)
	kill(t, before)

	close(simulator.mayAnswer)
	after := start(t, nil, variables...)
	succeeds(t, dial(t, after.Log(t, "forecast ready").Listen), id)
}

func TestARunOutlastsAKillOfItsReplica(t *testing.T) {
	t.Parallel()
	simulator := startSimulator(t)
	variables := []string{"DATABASE_URL=" + postgrestest.New(t), "SIMULATOR_ADDRESSES=" + simulator.address}
	holder := start(t, nil, variables...)
	id := create(t, dial(t, holder.Log(t, "forecast ready").Listen))
	simulator.waitForCall(t)
	other := start(t, nil, variables...)
	client := dial(t, other.Log(t, "forecast ready").Listen)
	kill(t, holder)

	close(simulator.mayAnswer)
	other.Log(t, "took over abandoned runs")
	succeeds(t, client, id)
}

func kill(t *testing.T, p *processtest.Process) {
	t.Helper()
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.Exit(t)
}

func create(t *testing.T, client forecastv1.ForecastServiceClient) (id string) {
	t.Helper()
	number := uint32(paths)
	response, err := client.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{
		RequestId: t.Name(), Plan: &forecastv1.Plan{Paths: &number},
	})
	if err != nil {
		t.Fatal(err)
	}
	return response.GetForecast().GetId()
}

// succeeds watches a run to its end, which must hold every path once.
func succeeds(t *testing.T, client forecastv1.ForecastServiceClient, id string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), processtest.Patience)
	defer cancel()
	stream, err := client.WatchForecast(ctx, &forecastv1.WatchForecastRequest{Id: id})
	if err != nil {
		t.Fatal(err)
	}
	for {
		response, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		switch state := response.GetForecast().GetState().(type) {
		case *forecastv1.Forecast_Queued, *forecastv1.Forecast_Running:
			continue
		case *forecastv1.Forecast_Succeeded:
			if checksum := state.Succeeded.GetResult().GetChecksum(); checksum != paths {
				t.Errorf("%d paths were counted of %d", checksum, paths)
			}
			return
		default:
			t.Fatalf("the run ended as %v", state)
		}
	}
}

// fill fills a disk with one file.
func fill(t *testing.T, ballast string) {
	t.Helper()
	file, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = file.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}
