// Command grpc-gateway puts the grpc-gateway library before a forecast service, as its own
// documentation does: what apps/gateway is compared with. It ends when its input does.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	forecastgw "github.com/trivium/trivium/tests/bench/grpc-gateway/gen/trivium/forecast/v1"
)

const readHeaderTimeout = 5 * time.Second

func main() {
	forecast := flag.String("forecast", "127.0.0.1:50051", "address of the forecast service")
	flag.Parse()
	if err := serve(*forecast); err != nil {
		log.Fatal(err)
	}
}

// serve prints where it listens, as one line of JSON.
func serve(forecast string) error {
	routes := runtime.NewServeMux()
	options := []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}
	err := forecastgw.RegisterForecastServiceHandlerFromEndpoint(context.Background(), routes, forecast, options)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: routes, ReadHeaderTimeout: readHeaderTimeout}
	go func() { log.Fatal(server.Serve(listener)) }()
	fmt.Printf("{\"url\":\"http://%s\"}\n", listener.Addr())
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
