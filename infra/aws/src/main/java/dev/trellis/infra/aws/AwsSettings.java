package dev.trellis.infra.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are and how the platform's resources are called.
 *
 * @param region for example {@code eu-central-1}
 * @param endpoints in place of the region's own
 * @param bucket of artifacts
 * @param tablePrefix in front of table names
 * @param secretPrefix in front of the names of secrets
 * @param pdoFunction name of the orchestrator's function
 */
record AwsSettings(
        String region,
        Endpoints endpoints,
        String bucket,
        String tablePrefix,
        String secretPrefix,
        String pdoFunction) {

    private static final String LOCAL_REGION = "us-east-1";

    /** Addresses of services; null means the region's own. */
    record Endpoints(
            @Nullable URI sqs,
            @Nullable URI dynamodb,
            @Nullable URI s3,
            @Nullable URI secrets,
            @Nullable URI lambda,
            @Nullable URI ecs) {

        boolean anyGiven() {
            return sqs != null || dynamodb != null || s3 != null || secrets != null || lambda != null || ecs != null;
        }
    }

    static AwsSettings from(Map<String, String> environment) {
        Endpoints endpoints = new Endpoints(
                endpoint(environment, "TRELLIS_SQS_ENDPOINT"),
                endpoint(environment, "TRELLIS_DYNAMODB_ENDPOINT"),
                endpoint(environment, "TRELLIS_S3_ENDPOINT"),
                endpoint(environment, "TRELLIS_SECRETS_ENDPOINT"),
                endpoint(environment, "TRELLIS_LAMBDA_ENDPOINT"),
                endpoint(environment, "TRELLIS_ECS_ENDPOINT"));
        return new AwsSettings(
                region(environment, endpoints),
                endpoints,
                environment.getOrDefault("TRELLIS_BUCKET", "trellis-artifacts"),
                environment.getOrDefault("TRELLIS_TABLE_PREFIX", "trellis-"),
                environment.getOrDefault("TRELLIS_SECRET_PREFIX", "trellis/"),
                environment.getOrDefault("TRELLIS_PDO_FUNCTION", "trellis-pdo"));
    }

    private static String region(Map<String, String> environment, Endpoints endpoints) {
        String region = environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", ""));
        if (!region.isBlank()) {
            return region;
        }
        if (endpoints.anyGiven()) {
            return LOCAL_REGION;
        }
        throw new IllegalArgumentException("AWS_REGION is not set: set it to the region of the platform");
    }

    private static @Nullable URI endpoint(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            return null;
        }
        try {
            URI uri = new URI(value);
            if (uri.getScheme() != null && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            throw notAnAddress(name, value, malformed);
        }
        throw notAnAddress(name, value, null);
    }

    private static IllegalArgumentException notAnAddress(String name, String value, @Nullable Exception cause) {
        return new IllegalArgumentException(
                name + " is not an address such as http://127.0.0.1:4566, but " + value, cause);
    }
}
