package dev.trellis.infra.aws;

import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerRefusedException;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** What a single task adds to its definition: arguments, variables, and where its files are. */
final class EcsOverrides {
    /** All overrides of a task together, in characters. */
    private static final int MOST = 8192;

    /** Refuses variables that hold a secret. */
    static void refuseSecrets(ContainerOrder order) throws ContainerRefusedException {
        if (!order.variables().confidential().isEmpty()) {
            throw ContainerRefusedException.permanent(
                    "secret_refused",
                    "ECS shows variables to everybody who may describe its tasks, and %s would hold a secret"
                            .formatted(order.variables().confidential()));
        }
    }

    /** The overrides; refused when ECS would not take them. */
    static List<ContainerOverride> of(ContainerOrder order, EcsFiles.Addresses addresses)
            throws ContainerRefusedException {
        ContainerOverride.Builder work = ContainerOverride.builder()
                .name(EcsDefinition.WORK)
                .environment(order.variables().values().entrySet().stream()
                        .map(variable -> variable(variable.getKey(), variable.getValue()))
                        .toList());
        if (!order.words().isEmpty()) {
            work.command(order.words());
        }
        List<ContainerOverride> overrides = List.of(
                work.build(),
                carrier(EcsDefinition.BRING, variable("TRELLIS_IN", addresses.in())),
                carrier(EcsDefinition.TAKE, variable("TRELLIS_OUT", addresses.out())));
        if (overrides.toString().length() > MOST) {
            throw ContainerRefusedException.permanent(
                    "order_too_large",
                    "ECS takes arguments and variables of %d characters together; give long values by the request's file"
                            .formatted(MOST));
        }
        return overrides;
    }

    private static ContainerOverride carrier(String name, KeyValuePair variable) {
        return ContainerOverride.builder().name(name).environment(variable).build();
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private EcsOverrides() {}
}
