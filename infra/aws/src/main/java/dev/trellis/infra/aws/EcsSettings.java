package dev.trellis.infra.aws;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where containers run on ECS.
 *
 * @param cluster name or ARN
 * @param executionRole ARN of the role by which ECS pulls images and writes logs
 * @param carrier image, by digest, with {@code sh}, {@code tar} and {@code curl}, that brings inputs and takes outputs away
 * @param logGroup takes what containers print
 * @param internal network from which nothing outside is reached; null when there is none
 * @param egress network from which everything is reached; null when there is none
 */
record EcsSettings(
        String cluster,
        String executionRole,
        String carrier,
        String logGroup,
        @Nullable Place internal,
        @Nullable Place egress) {

    /** Subnets and security groups. */
    record Place(List<String> subnets, List<String> securityGroups) {
        /** Reads {@code subnet-1,subnet-2;sg-1}. */
        static Place of(String name, String value) {
            String[] parts = value.split(";", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalArgumentException(name + " is not of the form subnet-1,subnet-2;sg-1, but " + value);
            }
            return new Place(List.of(parts[0].split(",")), List.of(parts[1].split(",")));
        }
    }

    /**
     * The settings in environment variables {@code TRELLIS_ECS_*}.
     *
     * @throws IllegalArgumentException when one is missing or malformed
     */
    static EcsSettings from(Map<String, String> environment) {
        return new EcsSettings(
                required(environment, "TRELLIS_ECS_CLUSTER"),
                required(environment, "TRELLIS_ECS_EXECUTION_ROLE"),
                required(environment, "TRELLIS_ECS_CARRIER"),
                required(environment, "TRELLIS_ECS_LOG_GROUP"),
                place(environment, "TRELLIS_ECS_INTERNAL"),
                place(environment, "TRELLIS_ECS_EGRESS"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set; containers on ECS need it");
        }
        return value;
    }

    private static @Nullable Place place(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? null : Place.of(name, value);
    }
}
