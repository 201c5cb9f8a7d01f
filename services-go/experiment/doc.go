// Package experiment moves calls from one implementation to another, step by step, with
// proof at every step.
//
// A service has a hot path that works, the control, and a new implementation of it behind the
// same contract, the candidate. At the seam between them stands an [Experiment]: every call
// goes through [Experiment.Do], and a stage that is kept in a store says who answers.
//
//	off        the control answers; the candidate is not called
//	shadow     the control answers; the candidate computes a share of the calls, too
//	canary     the candidate answers a share of the calls; the control computes those, too
//	reversed   the candidate answers; the control computes a share of the calls, too
//	retired    the candidate answers, and nothing is compared: the control can be deleted
//
// # What holds
//
// Only a person goes forward, one stage at a time, and only when what was observed at the
// present stage passes every budget. Too few calls are no evidence. [Experiment.SetStage] is
// the only way forward; everything else leads back, or nowhere.
//
// Anything may lead back: a person, a kill switch, one answer that differs in one bit, more
// failures or refusals than the control has, times beyond the control's. That happens by itself
// and at once, here before the store knows, and everywhere by compare-and-swap, so that replicas
// agree on one outcome with one entry in the audit trail. The entry has the evidence.
//
// No caller pays for an experiment. What is only compared is computed off the caller's path,
// with a deadline of its own and a bounded number in flight; what there is no room for is
// dropped, and counted. When the candidate should answer and fails through a fault of its own
// (see [Classify]), refuses the call, is out of reach, panics, takes too long, or turns out to be
// a build without evidence, the control answers the same call.
//
// Too long is longer than Options.Timeout, or than leaves the control time to stand in before the
// caller's own deadline. A call that its caller gives up later than the control usually takes
// counts with the time that was waited.
//
// Refused calls have a budget of their own: a candidate that is down, or cannot take the traffic,
// goes back. A caller that tries other servers of the candidate first gets the refusals by
// Options.PassRefusals.
//
// An error that answers the request, such as INVALID_ARGUMENT, reaches a caller once the control
// has given the same code: the control is asked at once, and what it gives instead is the
// caller's.
//
// A call is made by both sides, and by the control again after the candidate: so [New] refuses
// calls that are not declared free of side effects, by the contract or by Options.NoSideEffects.
//
// A panic of an implementation, or of a function of [Options], ends no process: it is logged with
// its stack, and the control answers where it has to. Only a panic of the control on its caller's
// path is the caller's, as it was before there was an experiment.
//
// Evidence is of builds: that of both sides, and the contract's hash. An answer of another
// build begins the evidence anew, and takes the rollout back to shadow. While builds are
// mixed, in a rolling update, those that were left behind are not followed again, unless they
// are all that answers for a minute.
//
// Without the store the last known stage holds, what is observed is kept, and kill switches
// work: they are a file, a variable, a call of [Experiment.Kill], or any function.
//
// # How it is built
//
// Package stage is the state machine: events and a state go in, a decision comes out. Package
// budget says what evidence means. Package compare finds the first difference of two
// answers, as the contract's field options want it. Package evidence adds up. None of them
// reads a clock, or knows of a store or a goroutine: what is hard to get right can be tested
// by tables, properties and simulation.
//
// This package is what is left: a call reads one pointer to find its way and leaves what it
// observed; [Experiment.Run] alone talks to the store, besides those who steer. What is stored
// and shown are the messages of trivium.rollout.v1; there is no second form of them. A [Store]
// is an interface of a few methods: memstore is one in memory, sqlstore one in a database.
// [Steering] is what a service puts on the network.
//
// # Other kinds of implementations
//
// A side is a [Func], whatever runs behind it. A gRPC client's method is one after its options
// are bound. A library over cgo is one that encodes the request, calls, and decodes the
// response:
//
//	func overCgo(ctx context.Context, q *pb.Request) (*pb.Response, error) {
//		wire, err := proto.Marshal(q)
//		if err != nil {
//			return nil, err
//		}
//		answer := C.solve((*C.uint8_t)(unsafe.SliceData(wire)), C.size_t(len(wire)))
//		defer C.release(answer)
//		return decode(C.GoBytes(unsafe.Pointer(answer.data), C.int(answer.size)))
//	}
//
// WebAssembly is the same with a module of a pool, as wazero makes them, in place of C:
// write the request to the module's memory, call the export, read the response. Where a
// call cannot be stopped, such as one in C, the function still has to return when its context
// ends, and to leave the call to itself.
//
// Several servers of one candidate are several functions: [Experiment.Seam] binds one to the
// experiment, so that a client that balances and retries by itself stays as it is.
//
// # Cost
//
// A call costs a fraction of a microsecond to about one more than the control alone, without
// an allocation where the control answers alone. Where the candidate answers or a call is
// compared, the request is copied, so that a side that changes its request cannot change what
// the other sees: that is the copy and one allocation more, or a few for a large request.
// Options.ReadOnlyRequests spares it where nothing is compared. Measure it with
// go test -bench Do ./experiment. The caller does not change request and response after the call:
// the comparison has them, too.
package experiment
