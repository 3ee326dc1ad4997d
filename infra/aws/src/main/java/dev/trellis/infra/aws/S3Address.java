package dev.trellis.infra.aws;

/**
 * {@code s3://bucket/key}.
 *
 * @param key may be empty, as a prefix
 */
record S3Address(String bucket, String key) {

    private static final String SCHEME = "s3://";

    static S3Address parse(String uri) {
        int slash = uri.indexOf('/', SCHEME.length());
        if (!uri.startsWith(SCHEME) || slash <= SCHEME.length()) {
            throw new IllegalArgumentException("expected s3://bucket/key, found " + uri);
        }
        return new S3Address(uri.substring(SCHEME.length(), slash), uri.substring(slash + 1));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
