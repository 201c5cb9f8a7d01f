# The hot path: one static binary in an empty image.
#   SOURCE=build      compiles it here, from this repository alone (default)
#   SOURCE=prebuilt   takes what `npm run build` left
ARG SOURCE=build

FROM rust:1.95.0-bookworm AS build
WORKDIR /src
COPY proto proto
COPY services-rust services-rust
WORKDIR /src/services-rust
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/services-rust/target \
    RUSTUP_TOOLCHAIN=$RUST_VERSION cargo rustc --locked --release -p trivium-simulator --bin trivium-simulator -- -C target-feature=+crt-static \
    && cp target/release/trivium-simulator /simulator

FROM scratch AS prebuilt
COPY services-rust/simulator/bin/trivium-simulator /simulator

FROM ${SOURCE} AS artifacts

FROM scratch
COPY --from=artifacts /simulator /simulator
USER 65532:65532
EXPOSE 50061 9061
HEALTHCHECK --interval=2s --timeout=2s --start-period=20s CMD ["/simulator", "healthcheck"]
ENTRYPOINT ["/simulator"]
