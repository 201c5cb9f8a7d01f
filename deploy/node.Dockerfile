# A TypeScript service: Node, the libraries it is linked with, one bundled file.
#   SERVICE           its folder in services-ts
#   SOURCE=build      bundles it here, from this repository alone (default)
#   SOURCE=prebuilt   takes what `npm run build` left
ARG SOURCE=build

FROM node:26.10.0-bookworm-slim AS build
ARG SERVICE
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund --loglevel=error \
    && npm run build --workspace services-ts/${SERVICE} && mv services-ts/${SERVICE}/dist /service

FROM debian:bookworm-slim AS prebuilt
ARG SERVICE
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libatomic1
COPY node_modules/node/bin/node /usr/local/bin/node
COPY services-ts/${SERVICE}/dist /service

FROM ${SOURCE} AS artifacts
# Node with its shared libraries, at the same paths in an image of its own.
RUN ! ldd /usr/local/bin/node | grep 'not found' \
    && mkdir /rootfs && ldd /usr/local/bin/node | grep -o '/[^ ]*' | xargs cp --parents --dereference -t /rootfs \
    && cp --parents /usr/local/bin/node /rootfs && cp -r /service /rootfs

FROM scratch
COPY --from=artifacts /rootfs /
USER 65532:65532
HEALTHCHECK --interval=2s --timeout=2s --start-period=20s CMD ["/usr/local/bin/node", "/service/main.js", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/node", "/service/main.js"]
