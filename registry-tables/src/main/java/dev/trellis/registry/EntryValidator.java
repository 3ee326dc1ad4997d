package dev.trellis.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.ExecutedProcess;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.WireFormatException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an entry must be before it may be written. BPMN itself is judged by the engine host's gate. */
public final class EntryValidator {

    private static final Set<String> ADAPTERS = Set.of(
            "java",
            "python",
            "shell",
            "javascript",
            "cli",
            "http",
            "container",
            "sql",
            "neo4j",
            "file",
            "model",
            "onnx",
            "process");

    /** Kinds whose ref is a file of the author's. */
    private static final Set<String> SCRIPTED = Set.of("python", "shell", "javascript", "onnx");

    static final Pattern NAME = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_-]{1,76}");
    private static final int LONGEST_NAME = 60;

    private final SchemaCheck schemas;
    private final SettingsSchemas settings;

    public EntryValidator(SchemaCheck schemas) {
        this.schemas = schemas;
        this.settings = new SettingsSchemas(schemas);
    }

    /** What is wrong with a draft; empty when it may be written. */
    public List<Problem> problems(EntryDraft draft) {
        Findings findings = new Findings(draft.source());
        checkKey(draft.key(), findings);
        try {
            switch (draft.key().kind()) {
                case PROCESS -> checkProcess(RegistryJson.readProcess(draft.document()), findings);
                case TDE -> checkTde(RegistryJson.readTde(draft.document()), findings);
                case POLICY -> checkPolicy(RegistryJson.readPolicy(draft.document()), findings);
            }
        } catch (WireFormatException malformed) {
            findings.add(malformed.path(), malformed.problem());
        }
        return findings.all();
    }

    private static void checkKey(RegistryKey key, Findings findings) {
        if (!NAME.matcher(key.name()).matches() || key.name().length() > LONGEST_NAME) {
            findings.add(
                    "$.name",
                    "expected dotted lower case such as data.extract.csv, at most " + LONGEST_NAME
                            + " characters, found " + key.name());
        }
        if (!Versions.isVersion(key.version())) {
            findings.add("$.version", "expected a semantic version such as 1.2.0, found " + key.version());
        }
    }

    private static void checkProcess(ProcessEntry process, Findings findings) {
        if (process.bpmn().sha256() == null) {
            findings.add("$.bpmn", "expected a BPMN file beside the entry, or an artifact with its sha256");
        }
        if (process.owner().isBlank()) {
            findings.add("$.owner", "missing; expected a person or a team");
        }
        process.dataClasses().forEach((variable, word) -> findings.requireClass("$.data_classes." + variable, word));
    }

    private void checkTde(TdeEntry tde, Findings findings) {
        String adapter = tde.executor().adapter();
        if (!ADAPTERS.contains(adapter)) {
            findings.add(
                    "$.adapter",
                    "expected one of "
                            + String.join(", ", ADAPTERS.stream().sorted().toList()) + ", found " + adapter);
        }
        if (SCRIPTED.contains(adapter) && !isStoredScript(tde.executor().ref())) {
            findings.add(
                    "$.ref",
                    "expected a file beside the entry, or ADDRESS#sha256=HEX, found "
                            + tde.executor().ref());
        }
        if (adapter.equals(ExecutedProcess.ADAPTER) && ExecutedProcess.of(tde).isEmpty()) {
            findings.add(
                    "$.ref",
                    "expected the name of a process, with @RANGE or without, found "
                            + tde.executor().ref());
        }
        if (tde.executor().ref().isBlank()) {
            findings.add("$.ref", "missing; expected what the " + adapter + " adapter runs");
        }
        if (!QUEUE.matcher(tde.queue()).matches()) {
            findings.add("$.queue", "expected 1 to 76 characters of [A-Za-z0-9_-], found " + tde.queue());
        }
        Provision.problems(tde).forEach(problem -> findings.add("$.capabilities", problem));
        tde.dataClasses().forEach(word -> findings.requireClass("$.data_classes", word));
        settings.problems(tde.executor())
                .forEach(violation ->
                        findings.add("$.settings" + violation.path().substring(1), violation.message()));
        checkSchema("$.input_schema", tde.schemas().input(), findings);
        checkSchema("$.output_schema", tde.schemas().output(), findings);
    }

    private static boolean isStoredScript(String ref) {
        return ref.matches("[a-z0-9]+://.+#sha256=[0-9a-f]{64}") || ref.startsWith("inline:");
    }

    private void checkSchema(String path, Json schema, Findings findings) {
        schemas.schemaProblems(schema)
                .forEach(violation -> findings.add(
                        path + violation.path().substring(1), "not a JSON Schema: " + violation.message()));
        ClassAnnotations.problems(schema)
                .forEach(violation -> findings.add(path + violation.path().substring(1), violation.message()));
    }

    private static void checkPolicy(PolicyEntry policy, Findings findings) {
        if (policy.taskTypes().isEmpty()) {
            findings.add("$.task_types", "missing; expected patterns such as [\"*\"] or [\"sql.*\"]");
        }
        LimitRules.problems(policy.limits(), findings::add);
        PolicyRails.check(policy, findings);
    }
}
