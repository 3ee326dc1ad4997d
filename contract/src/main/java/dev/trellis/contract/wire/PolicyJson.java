package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.TaskLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of a policy but for what every entry has. */
final class PolicyJson {
    private static final int MOST = 1_000_000;
    private static final int DAY = 86_400;

    static PolicyEntry read(JsonFields fields) {
        PolicyEntry policy = new PolicyEntry(
                fields.text("name"),
                fields.text("version"),
                fields.texts("task_types"),
                Parts.readPolicy(fields.optionalFields("defaults")),
                fields.object("guard_rails"),
                fields.list("limits", PolicyJson::readLimit),
                readGate(fields.optionalFields("gate")),
                readGate(fields.optionalFields("change")));
        fields.refuseRest();
        return policy;
    }

    private static TaskLimit readLimit(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        Long concurrency = fields.optionalInteger("concurrency", 1, MOST);
        TaskLimit limit = new TaskLimit(
                fields.text("name"),
                fields.texts("by"),
                concurrency == null ? null : concurrency.intValue(),
                readRate(fields.optionalFields("rate")));
        fields.refuseRest();
        return limit;
    }

    private static TaskLimit.@Nullable Rate readRate(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        int tasks = fields.integer("tasks", 1, MOST);
        TaskLimit.Rate rate = new TaskLimit.Rate(
                tasks, fields.integer("seconds", 1, DAY, 1), fields.integer("burst", 1, MOST, tasks));
        fields.refuseRest();
        return rate;
    }

    private static PolicyEntry.@Nullable Gate readGate(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        PolicyEntry.Gate gate = new PolicyEntry.Gate(fields.text("role"));
        fields.refuseRest();
        return gate;
    }

    static void write(PolicyEntry policy, ObjectNode out) {
        out.set("task_types", JsonText.array(policy.taskTypes()));
        out.set("defaults", Parts.policy(policy.defaults()));
        out.set("guard_rails", JsonText.parse(policy.guardRails()));
        if (!policy.limits().isEmpty()) {
            out.set("limits", limits(policy.limits()));
        }
        writeGate(out, "gate", policy.gate());
        writeGate(out, "change", policy.change());
    }

    private static ArrayNode limits(List<TaskLimit> limits) {
        ArrayNode all = JsonText.array();
        for (TaskLimit limit : limits) {
            ObjectNode out = all.addObject().put("name", limit.name());
            if (!limit.by().isEmpty()) {
                out.set("by", JsonText.array(limit.by()));
            }
            if (limit.concurrency() != null) {
                out.put("concurrency", limit.concurrency());
            }
            TaskLimit.Rate rate = limit.rate();
            if (rate != null) {
                out.putObject("rate")
                        .put("tasks", rate.tasks())
                        .put("seconds", rate.seconds())
                        .put("burst", rate.burst());
            }
        }
        return all;
    }

    private static void writeGate(ObjectNode out, String name, PolicyEntry.@Nullable Gate gate) {
        if (gate != null) {
            out.putObject(name).put("role", gate.role());
        }
    }

    private PolicyJson() {}
}
