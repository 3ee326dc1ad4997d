package dev.trellis.host.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.api.ChangeBody;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.trace.Origin;
import dev.trellis.registry.ChangePlan;
import dev.trellis.registry.ChangePlanner;
import dev.trellis.registry.DraftFile;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.EntryValidator;
import dev.trellis.registry.Problem;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.SchemaCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of the registries: planned here, carried out by an instance of the kernel process {@value #PROCESS}. */
@ApplicationScoped
public final class Changes {
    static final String PROCESS = "kernel.change";

    private final ChangePlanner planner = new ChangePlanner(new EntryValidator(new SchemaCheck()));
    private final RegistryCache registry;
    private final ArtifactStore artifacts;
    private final ChangedFiles files;
    private final Instances instances;

    Changes(RegistryCache registry, ArtifactStore artifacts, ChangedFiles files, Instances instances) {
        this.registry = registry;
        this.artifacts = artifacts;
        this.files = files;
        this.instances = instances;
    }

    /** What applying would do now; nothing is changed. */
    public ChangePlan plan(ChangeBody change) {
        ChangePlan plan = planner.plan(change.drafts(), registry.current());
        List<Problem> problems = new ArrayList<>(plan.problems());
        if (problems.isEmpty()) {
            problems.addAll(files.problems(change));
        }
        return new ChangePlan(plan.changes(), problems, plan.approvalRoles());
    }

    /**
     * Stores the files and starts the kernel process that validates, asks for consent where policy wants it, writes the
     * versions and flips the pointers.
     *
     * @param origin how it came in, where the platform traces it
     * @throws RefusedException when the plan has problems; each is named
     */
    public InstanceView apply(Caller caller, ChangeBody change, ChangePlan plan, @Nullable Origin origin) {
        refuseProblems(plan);
        for (DraftFile file : change.files()) {
            artifacts.put(file.key(), file.content());
        }
        return instances
                .start(new StartCommand(
                        caller,
                        PROCESS,
                        null,
                        JsonText.json(variables(caller, change)),
                        SubmissionKeys.NONE,
                        null,
                        origin))
                .instance();
    }

    private static void refuseProblems(ChangePlan plan) {
        if (plan.problems().isEmpty()) {
            return;
        }
        List<RefusedException.Fault> faults = plan.problems().stream()
                .map(problem -> new RefusedException.Fault(problem.path(), problem.source() + ": " + problem.message()))
                .toList();
        throw new RefusedException(Refusal.INVALID, "the change cannot be applied", faults);
    }

    private static ObjectNode variables(Caller caller, ChangeBody change) {
        ObjectNode variables = JsonText.object();
        ArrayNode entries = variables.putArray("entries");
        for (EntryDraft draft : change.drafts()) {
            entries.add(JsonText.parse(draft.document()));
        }
        variables.put("requested_by", caller.name());
        return variables;
    }
}
