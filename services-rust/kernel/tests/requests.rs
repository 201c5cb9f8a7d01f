//! Which requests are refused, and when work stops.

use std::cell::Cell;

use trivium_kernel::philox::philox;
use trivium_kernel::{simulate, Request, Stopped};

const LEGAL: Request = Request {
    initial_balance: 1000.0,
    drift: &[0.0; 12],
    volatility: &[0.1; 12],
    flow: &[0.0; 12],
    seed: 7,
    first_path: 0,
    path_count: 1000,
};

fn faulty_fields(request: Request) -> Vec<&'static str> {
    request.validate().expect_err("illegal").into_iter().map(|fault| fault.field).collect()
}

#[test]
fn names_every_faulty_field_at_once() {
    let request = Request {
        initial_balance: f64::NAN,
        drift: &[0.0; 13],
        volatility: &[0.1; 12],
        flow: &[f64::INFINITY; 13],
        path_count: 0,
        first_path: (1 << 63) + 1,
        ..LEGAL
    };
    let all = ["initial_balance", "drift", "volatility", "flow", "first_path", "path_count"];
    assert_eq!(faulty_fields(request), all);
}

#[test]
fn refuses_what_is_just_out_of_range() {
    let next = |x: f64| f64::from_bits(x.to_bits() + 1);
    assert_eq!(faulty_fields(Request { initial_balance: next(1e12), ..LEGAL }), ["initial_balance"]);
    assert_eq!(faulty_fields(Request { initial_balance: -1.0, ..LEGAL }), ["initial_balance"]);
    assert_eq!(faulty_fields(Request { drift: &[next(1.0); 12], ..LEGAL }), ["drift"]);
    assert_eq!(faulty_fields(Request { volatility: &[-1e-300; 12], ..LEGAL }), ["volatility"]);
    assert_eq!(faulty_fields(Request { flow: &[next(-1e12); 12], ..LEGAL }), ["flow"]);
    assert_eq!(faulty_fields(Request { first_path: (1 << 63) - 999, ..LEGAL }), ["first_path"]);
    let empty = Request { drift: &[], volatility: &[], flow: &[], ..LEGAL };
    assert_eq!(faulty_fields(empty), ["drift"]);
}

#[test]
fn accepts_the_ends_of_every_range() {
    let request = Request {
        initial_balance: 1e12,
        drift: &[-1.0; 1200],
        volatility: &[1.0; 1200],
        flow: &[-1e12; 1200],
        first_path: (1 << 63) - 1000,
        ..LEGAL
    };
    assert!(request.validate().is_ok());
}

#[test]
fn negative_zero_is_zero() {
    let checksum = |initial_balance| {
        let still = Request { initial_balance, volatility: &[0.0; 12], ..LEGAL };
        simulate(&still.validate().unwrap(), || false).unwrap().checksum
    };
    assert_eq!(checksum(-0.0), checksum(0.0));
}

#[test]
fn stops_when_asked() {
    let asked = Cell::new(0);
    let third_time = || {
        asked.set(asked.get() + 1);
        asked.get() == 3
    };
    assert_eq!(simulate(&LEGAL.validate().unwrap(), third_time), Err(Stopped));
    assert_eq!(asked.get(), 3);
}

/// Random123's `kat_vectors`.
#[test]
fn published_philox_answers() {
    let zeros = philox([0; 4], [0; 2]);
    assert_eq!(zeros, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    let ones = philox([u32::MAX; 4], [u32::MAX; 2]);
    assert_eq!(ones, [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
    let pi = philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]);
    assert_eq!(pi, [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
}
