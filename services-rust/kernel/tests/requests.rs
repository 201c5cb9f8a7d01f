//! Which requests are refused, and when work stops.

use std::cell::Cell;

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
