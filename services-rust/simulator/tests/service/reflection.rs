//! Reflection, as a caller without the contract uses it.

use prost::Message;
use prost_types::FileDescriptorProto;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_reflection::pb::v1::ServerReflectionRequest;

use crate::running::Running;

async fn ask(running: &Running, question: MessageRequest) -> Result<MessageResponse, tonic::Status> {
    let request = ServerReflectionRequest { host: String::new(), message_request: Some(question) };
    let mut client = ServerReflectionClient::new(running.channel());
    let mut answers = client.server_reflection_info(tokio_stream::once(request)).await?.into_inner();
    Ok(answers.message().await?.unwrap().message_response.unwrap())
}

/// Files with all that they import, without comments: as a client fetches them.
async fn fetch(running: &Running, question: MessageRequest) -> Vec<String> {
    let mut names = Vec::new();
    let mut questions = vec![question];
    while let Some(question) = questions.pop() {
        let MessageResponse::FileDescriptorResponse(files) = ask(running, question).await.unwrap() else {
            panic!("no files");
        };
        for file in files.file_descriptor_proto {
            let file = FileDescriptorProto::decode(file.as_slice()).unwrap();
            assert_eq!(file.source_code_info, None, "{}", file.name());
            questions.extend(file.dependency.iter().cloned().map(MessageRequest::FileByFilename));
            names.push(file.name().to_owned());
        }
    }
    names
}

#[tokio::test]
async fn its_contract_can_be_fetched_with_all_that_it_imports() {
    let running = Running::start(1, 0).await;
    let service = "trivium.simulation.v1.SimulationService".to_owned();
    let names = fetch(&running, MessageRequest::FileContainingSymbol(service)).await;
    assert!(names.iter().any(|name| name == "trivium/simulation/v1/simulation.proto"), "{names:?}");
    running.stop().await;
}

#[tokio::test]
async fn it_knows_no_contract_that_it_does_not_serve() {
    let running = Running::start(1, 0).await;
    let other = MessageRequest::FileByFilename("trivium/rollout/v1/rollout.proto".to_owned());
    assert_eq!(ask(&running, other).await.unwrap_err().code(), tonic::Code::NotFound);
    running.stop().await;
}
