# A Go service: one static binary in an empty image.
#   SERVICE           its folder in services-go
#   SOURCE=build      compiles it here, from this repository alone (default)
#   SOURCE=prebuilt   takes what `npm run build` left
ARG SOURCE=build

FROM golang:1.26.8-bookworm AS build
ARG SERVICE
WORKDIR /src
COPY services-go/go.mod services-go/go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY services-go .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /service ./${SERVICE}

FROM scratch AS prebuilt
ARG SERVICE
COPY services-go/${SERVICE}/bin/${SERVICE} /service

FROM ${SOURCE} AS artifacts

FROM scratch
COPY --from=artifacts /service /service
USER 65532:65532
# A volume for what is kept, mounted here, belongs to the user, too.
WORKDIR /data
HEALTHCHECK --interval=2s --timeout=2s --start-period=20s CMD ["/service", "healthcheck"]
ENTRYPOINT ["/service"]
