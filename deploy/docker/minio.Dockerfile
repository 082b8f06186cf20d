# MinIO from its last source commit: the upstream images are gone (decision record 0013).
FROM golang:1.25.4-alpine3.22 AS build
ENV CGO_ENABLED=0
RUN go install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c

FROM alpine:3.22.2
RUN adduser -S -u 10001 minio && mkdir /data && chown 10001 /data
COPY --from=build /go/bin/minio /usr/local/bin/minio
USER 10001
VOLUME /data
EXPOSE 9000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:9000/minio/health/live"]
CMD ["minio", "server", "/data", "--quiet"]
