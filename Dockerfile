# One static binary and nothing else. It needs no writable file system, no user of a name, and no
# other program: the health check is the binary itself.
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH
# Without HTTP/2 it is half a megabyte smaller; clients with TLS speak HTTP/1.1 then.
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -tags nethttpomithttp2 -trimpath -ldflags="-s -w" -o /out/cognito-emulator ./cmd/cognito-emulator

FROM scratch
COPY LICENSE /
COPY --from=build /out/cognito-emulator /
# A container is reached from outside of it.
ENV COGNITO_EMULATOR_LISTEN=:4588 COGNITO_EMULATOR_TLS_LISTEN=:4589
EXPOSE 4588 4589
USER 65532:65532
HEALTHCHECK --interval=2s --timeout=3s --retries=3 CMD ["/cognito-emulator", "healthcheck"]
ENTRYPOINT ["/cognito-emulator"]
