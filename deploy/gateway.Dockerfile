# The gateway and the page: Node, the libraries it is linked with, one bundled file.
#   SOURCE=build      bundles them here, from this repository alone (default)
#   SOURCE=prebuilt   takes what `npm run build` left
ARG SOURCE=build

# The kernel that the page has for previews.
FROM rust:1.95.0-bookworm AS wasm
WORKDIR /src
COPY services-rust .
RUN RUSTUP_TOOLCHAIN=$RUST_VERSION kernel-wasm/build && test -f kernel-wasm/bin/kernel.wasm

FROM node:26.10.0-bookworm-slim AS build
WORKDIR /src
COPY . .
COPY --from=wasm /src/kernel-wasm/bin services-rust/kernel-wasm/bin
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund --loglevel=error \
    && npm run build --workspace @trivium/gateway --workspace @trivium/web \
    && mv apps/gateway/dist /gateway && mv apps/web/dist /web

FROM debian:bookworm-slim AS prebuilt
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libatomic1
COPY node_modules/node/bin/node /usr/local/bin/node
COPY apps/gateway/dist /gateway
COPY apps/web/dist /web

FROM ${SOURCE} AS artifacts
# Node with its shared libraries, at the same paths in an image of its own.
RUN ! ldd /usr/local/bin/node | grep 'not found' \
    && mkdir /rootfs && ldd /usr/local/bin/node | grep -o '/[^ ]*' | xargs cp --parents --dereference -t /rootfs \
    && cp --parents /usr/local/bin/node /rootfs && cp -r /gateway /web /rootfs

FROM scratch
COPY --from=artifacts /rootfs /
USER 65532:65532
ENV WEB_ROOT=/web
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["/usr/local/bin/node", "/gateway/healthcheck.js"]
ENTRYPOINT ["/usr/local/bin/node", "/gateway/server.js"]
