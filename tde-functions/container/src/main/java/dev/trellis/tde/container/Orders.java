package dev.trellis.tde.container;

import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerOrder.Owner;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.child.Arguments;
import dev.trellis.tde.child.Variables;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the order of a container from a task's request. */
final class Orders {
    private static final int NAME_DIGITS = 24;

    static ContainerOrder of(TaskScope scope, JsonFields rails, InputFiles inputs)
            throws TaskFailedException, IOException {
        return new ContainerOrder(
                owner(scope.request()),
                scope.request().executor().ref(),
                new Arguments(scope.inputs(), inputs.places()).of(scope.settings()),
                variables(scope),
                InputArchive.of(inputs.folder()),
                Ration.of(scope.capabilities(), rails));
    }

    private static ContainerOrder.Variables variables(TaskScope scope) throws TaskFailedException {
        Map<String, String> values = new HashMap<>(Variables.of(scope));
        values.put("TRELLIS_REQUEST", InputFiles.REQUEST);
        Set<String> confidential = scope.settings().textMap("env").entrySet().stream()
                .filter(variable -> TaskScope.isSecret(variable.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new ContainerOrder.Variables(values, confidential);
    }

    /** Named by tenant, task and action: what one execution is known by. */
    private static Owner owner(TaskRequest request) {
        String execution =
                request.context().tenant() + "\n" + request.attempt().taskId().value() + "\n" + request.action();
        return new Owner(
                "trellis-" + Sha256.hexOf(execution).substring(0, NAME_DIGITS),
                request.attempt().number(),
                request.limits().timeoutSeconds());
    }

    private Orders() {}
}
