# The orchestrator: one static binary in an empty image.
#   SOURCE=build      compiles it here, from this repository alone (default)
#   SOURCE=prebuilt   takes what `npm run build` left
ARG SOURCE=build

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY services-go/go.mod services-go/go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY services-go .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /forecast ./forecast

FROM scratch AS prebuilt
COPY services-go/forecast/bin/forecast /forecast

FROM ${SOURCE} AS artifacts

FROM scratch
COPY --from=artifacts /forecast /forecast
USER 65532:65532
EXPOSE 50051 9051
HEALTHCHECK --interval=2s --timeout=2s --start-period=20s CMD ["/forecast", "healthcheck"]
ENTRYPOINT ["/forecast"]
