//! A simulator as its callers see it, over a real connection.

mod reflection;
mod running;

use running::{legal, long, Running};
use tonic::Code;
use tonic_types::StatusExt;
use trivium_chassis::running::faulty_fields;
use trivium_contracts::simulation::v1::{SimulateRequest, CONTRACT_HASH};

#[tokio::test]
async fn answers_with_what_the_kernel_says_and_who_computed_it() {
    let running = Running::start(1, 1).await;
    let answer = running.client().simulate(legal()).await.unwrap().into_inner();

    let message = legal();
    let request = trivium_simulator::messages::request(&message).validate().unwrap();
    let expected = trivium_kernel::simulate(&request, || false).unwrap();
    assert_eq!(answer.checksum, expected.checksum);
    assert_eq!(answer.depleted_paths, expected.depleted_paths);
    for (year, counts) in answer.years.iter().zip(expected.counts.chunks_exact(512)) {
        let first = year.first_bin as usize;
        assert_eq!(year.counts, counts[first..first + year.counts.len()]);
        assert_eq!(year.counts.iter().sum::<u32>(), message.path_count);
        assert!(year.counts.first() > Some(&0) && year.counts.last() > Some(&0));
    }
    let build = answer.build.unwrap();
    assert_eq!(build.implementation, "rust");
    assert_eq!(build.instruction_set, trivium_kernel::Isa::detect().name());
    running.stop().await;
}

#[tokio::test]
async fn says_in_its_headers_which_build_of_what_contract_answers() {
    let running = Running::start(1, 1).await;
    let answer = running.client().simulate(legal()).await.unwrap();
    let header = |name| answer.metadata().get(name).unwrap().to_str().unwrap();
    assert_eq!(header("x-build-id").len(), 16);
    assert_eq!(header("x-contract-hash"), CONTRACT_HASH);
    running.stop().await;
}

#[tokio::test]
async fn names_every_faulty_field() {
    let running = Running::start(1, 1).await;
    let request = SimulateRequest {
        initial_balance: f64::NAN,
        drift: vec![0.0; 11],
        flow: vec![f64::INFINITY; 11],
        path_count: 0,
        ..legal()
    };
    let status = running.client().simulate(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(faulty_fields(&status), ["initial_balance", "drift", "volatility", "flow", "path_count"]);
    assert_eq!(status.get_details_error_info().unwrap().reason, "INVALID_FIELDS");
    running.stop().await;
}

#[tokio::test]
async fn refuses_more_paths_than_it_is_set_to() {
    let running = Running::start(1, 1).await;
    let request = SimulateRequest { path_count: running.max_paths_per_shard() + 1, ..legal() };
    let status = running.client().simulate(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(faulty_fields(&status), ["path_count"]);
    running.stop().await;
}

#[tokio::test]
async fn refuses_what_it_has_no_place_for_and_says_when_to_return() {
    let running = Running::start(1, 0).await;
    let mut client = running.client();
    let working = tokio::spawn(async move { client.simulate(long()).await });
    running.until_metric("trivium_simulator_computing", "1").await;

    let status = running.client().simulate(legal()).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(status.get_details_error_info().unwrap().reason, "BUSY");
    assert!(status.get_details_retry_info().unwrap().retry_delay.is_some());
    working.abort();
    running.stop().await;
}

#[tokio::test]
async fn stops_computing_when_the_caller_goes() {
    let running = Running::start(1, 0).await;
    let mut client = running.client();
    let call = tokio::spawn(async move { client.simulate(long()).await });
    running.until_metric("trivium_simulator_computing", "1").await;
    call.abort();
    running.until_metric("trivium_simulator_computing", "0").await;
    running.until_metric("trivium_simulator_requests_total{code=\"Cancelled\"}", "1").await;
    running.until_metric("trivium_simulator_paths_total", "0").await;
    assert!(running.client().simulate(legal()).await.is_ok());
    running.stop().await;
}

#[tokio::test]
async fn stops_computing_at_the_deadline() {
    let running = Running::start(1, 0).await;
    let mut request = tonic::Request::new(long());
    request.set_timeout(std::time::Duration::from_millis(50));
    let status = running.client().simulate(request).await.unwrap_err();
    assert!(matches!(status.code(), Code::DeadlineExceeded | Code::Cancelled), "{status:?}");
    running.until_metric("trivium_simulator_computing", "0").await;
    running.until_metric("trivium_simulator_paths_total", "0").await;
    running.stop().await;
}

#[tokio::test]
async fn finishes_work_in_flight_before_it_stops() {
    let running = Running::start(1, 0).await;
    let mut client = running.client();
    let request = SimulateRequest {
        drift: vec![0.004; 240],
        volatility: vec![0.05; 240],
        flow: vec![0.0; 240],
        path_count: 1 << 20,
        ..legal()
    };
    let call = tokio::spawn(async move { client.simulate(request).await });
    running.until_metric("trivium_simulator_computing", "1").await;
    running.stop().await;
    assert!(call.await.unwrap().is_ok());
}

#[tokio::test]
async fn tells_its_health() {
    let running = Running::start(1, 1).await;
    assert!(running.get("/health").await.starts_with("HTTP/1.1 200"));
    assert!(running.get("/ready").await.starts_with("HTTP/1.1 200"));
    let admin = running.admin;
    assert!(tokio::task::spawn_blocking(move || trivium_chassis::health::probe(admin)).await.unwrap());
    running.stop().await;
}
