package fleet

import (
	"context"
	"log/slog"
	"net"
	"slices"
	"time"

	"google.golang.org/grpc"
)

const (
	// How often names are looked up again: a new replica gets work after this at most.
	lookupInterval = 2 * time.Second
	lookupTimeout  = 2 * time.Second
)

// directory keeps a fleet's replicas the same as what its addresses stand for. A name may
// stand for any number of replicas; each is a replica of its own here, so each has its own
// limit, and a hedge never meets the straggler it is for. grpc-go's round_robin does
// neither, and looks a name up again only when a connection breaks.
type directory struct {
	gate      *gate
	addresses []string
	lookUp    func(ctx context.Context, host string) ([]string, error)
	// known is what each address stood for when it was last looked up.
	known map[string][]string
	open  map[string]*grpc.ClientConn
}

// Connect is a fleet of the simulators at some addresses: hosts and ports. A host may be
// a name that stands for several replicas, which come and go. The function closes the
// connections.
func Connect(addresses []string, metrics *Metrics) (*Fleet, func()) {
	fleet := New(nil, metrics)
	d := newDirectory(fleet.gate, addresses, net.DefaultResolver.LookupHost)
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		d.follow(ctx)
	}()
	return fleet, func() {
		stop()
		<-stopped
	}
}

func newDirectory(
	gate *gate, addresses []string, lookUp func(context.Context, string) ([]string, error),
) *directory {
	return &directory{
		gate: gate, addresses: addresses, lookUp: lookUp,
		known: map[string][]string{}, open: map[string]*grpc.ClientConn{},
	}
}

// follow looks all addresses up again and again, until ctx is done; then it closes all
// connections.
func (d *directory) follow(ctx context.Context) {
	tick := time.NewTicker(lookupInterval)
	defer tick.Stop()
	for {
		d.refresh(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			d.connect(nil)
			return
		}
	}
}

func (d *directory) refresh(ctx context.Context) {
	var wanted []string
	for _, address := range d.addresses {
		if found := d.resolve(ctx, address); len(found) > 0 {
			d.known[address] = found
		}
		wanted = append(wanted, d.known[address]...)
	}
	slices.Sort(wanted)
	d.connect(slices.Compact(wanted))
}

// resolve is the hosts and ports that an address stands for; none when that cannot be
// found out at present.
func (d *directory) resolve(ctx context.Context, address string) []string {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return []string{address} // Dialling it will say what is wrong.
	}
	hosts, err := d.lookUp(ctx, host)
	if err != nil {
		slog.DebugContext(ctx, "cannot look a simulator up", "address", address, "error", err)
		return nil
	}
	found := make([]string, len(hosts))
	for i, host := range hosts {
		found[i] = net.JoinHostPort(host, port)
	}
	return found
}

// connect makes these the replicas, and closes the connections to all others.
func (d *directory) connect(wanted []string) {
	var replicas []Replica
	for _, address := range wanted {
		connection := d.open[address]
		if connection == nil {
			var err error
			if connection, err = dial(address); err != nil {
				slog.Warn("cannot use a simulator's address", "address", address, "error", err)
				continue
			}
			d.open[address] = connection
		}
		replicas = append(replicas, Replica{Name: address, Simulate: overGRPC(connection)})
	}
	d.gate.replace(replicas)
	for address, connection := range d.open {
		if !slices.Contains(wanted, address) {
			connection.Close()
			delete(d.open, address)
		}
	}
}
