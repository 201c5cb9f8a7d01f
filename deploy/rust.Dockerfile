# A Rust service: one static binary in an empty image.
#   SERVICE           its folder in services-rust
#   SOURCE=build      compiles it here, from this repository alone (default)
#   SOURCE=prebuilt   takes what `npm run build` left
ARG SOURCE=build

FROM rust:1.95.0-bookworm AS build
ARG SERVICE
WORKDIR /src
COPY services-rust services-rust
WORKDIR /src/services-rust
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/services-rust/target \
    RUSTUP_TOOLCHAIN=$RUST_VERSION cargo rustc --locked --release -p trivium-${SERVICE} --bin trivium-${SERVICE} -- -C target-feature=+crt-static \
    && cp target/release/trivium-${SERVICE} /service

FROM scratch AS prebuilt
ARG SERVICE
COPY services-rust/${SERVICE}/bin/trivium-${SERVICE} /service

FROM ${SOURCE} AS artifacts

FROM scratch
COPY --from=artifacts /service /service
USER 65532:65532
HEALTHCHECK --interval=2s --timeout=2s --start-period=20s CMD ["/service", "healthcheck"]
ENTRYPOINT ["/service"]
