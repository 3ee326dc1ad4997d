package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.DataClass;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.testkit.KernelDriver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random chains of tasks, whose inputs are made of random variables by expressions, and which are undone half-way in some. Sources
 * hand out a canary for each class; every other executor hands on all that it got. No request may hold the canary of a class that
 * its type is not cleared for. The test knows nothing of labels.
 */
final class ClassifiedFlowsIT {
    private static final int FLOWS = 150;
    private static final int STEPS = 6;
    private static final int HALF_WAY = 2;

    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.entry("""
                {"kind":"policy","name":"all","version":"1.0.0","task_types":["test.*"],"guard_rails":{"data":
                 {"see":["internal","confidential","pii","export-controlled","secret"]}}}""");
        for (DataClass each : DataClass.values()) {
            type("test.source." + each.word(), EnumSet.of(each), "{\"x-data-class\":\"" + each.word() + "\"}");
        }
        for (int clearance = 0; clearance < 1 << DataClass.values().length; clearance++) {
            type("test.sink-" + clearance, classes(clearance), "{}");
        }
    }

    private static Set<DataClass> classes(int bits) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        for (DataClass each : DataClass.values()) {
            if ((bits >> each.ordinal() & 1) == 1) {
                classes.add(each);
            }
        }
        return classes;
    }

    /** Each type is undone by another one, whose clearance has nothing to do with its own. */
    private static void type(String name, Set<DataClass> seen, String outputSchema) {
        int undo = Math.floorMod(name.hashCode() * 31, 1 << DataClass.values().length);
        String words = seen.stream().map(each -> '"' + each.word() + '"').collect(Collectors.joining(","));
        driver.registry.entry("{\"kind\":\"tde\",\"name\":\"" + name
                + "\",\"version\":\"1.0.0\",\"adapter\":\"python\","
                + "\"ref\":\"inline:\",\"effect\":\"idempotent\",\"compensating_task_type\":\"test.sink-" + undo
                + "\",\"data_classes\":[" + words + "],\"output_schema\":"
                + outputSchema + "}");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @Test
    void shouldNeverSendACanaryToATypeThatIsNotClearedForIt() {
        int sent = 0;
        int undone = 0;
        int withheld = 0;
        for (int seed = 0; seed < FLOWS; seed++) {
            // given
            String process = "test.flow-" + seed;
            driver.registry.process(process, "1.0.0", diagram(process, new Random(seed)));
            InstanceView instance = driver.start(process, Map.of());

            // when
            List<LeasedTask> tasks = driver.lease();
            while (!tasks.isEmpty()) {
                for (LeasedTask task : tasks) {
                    // then
                    assertThat(canaries(task)).as("seed %d, %s", seed, task).isSubsetOf(cleared(task));
                    driver.succeed(task, outputs(task));
                    sent++;
                }
                tasks = driver.lease();
            }
            withheld += driver.state(instance).equals("running") ? 1 : 0;
            undone += (int) driver.tasks(instance).stream()
                    .filter(task -> "compensated".equals(task.undo()))
                    .count();
            driver.clear();
        }
        // then
        assertThat(sent).isGreaterThan(2 * FLOWS);
        assertThat(undone).isGreaterThan(FLOWS / 10);
        assertThat(withheld).isPositive();
    }

    private static Set<DataClass> canaries(LeasedTask task) {
        String inputs = ((Payload.Inline) task.inputs()).json().text();
        return IntStream.range(0, DataClass.values().length)
                .mapToObj(i -> DataClass.values()[i])
                .filter(each -> inputs.contains(canary(each)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataClass.class)));
    }

    private static Set<DataClass> cleared(LeasedTask task) {
        String type = task.demand().taskType();
        Set<DataClass> cleared = type.startsWith("test.sink-")
                ? classes(Integer.parseInt(type.substring("test.sink-".length())))
                : EnumSet.noneOf(DataClass.class);
        cleared.add(DataClass.PUBLIC);
        return cleared;
    }

    private static String canary(DataClass each) {
        return "canary-of-" + each.word();
    }

    private static Map<String, @Nullable Object> outputs(LeasedTask task) {
        String type = task.demand().taskType();
        if (type.startsWith("test.source.")) {
            return Map.of(
                    "out",
                    canary(DataClass.of(type.substring("test.source.".length())).orElseThrow()));
        }
        return new LinkedHashMap<>(
                Map.of("out", JsonValues.text(JsonValues.object(((Payload.Inline) task.inputs()).json()))));
    }

    private static byte[] diagram(String process, Random random) {
        StringBuilder body = new StringBuilder("<startEvent id='s'/>");
        List<String> variables = new ArrayList<>();
        String before = "s";
        for (int step = 0; step < STEPS; step++) {
            boolean source = step < 2 || random.nextInt(4) == 0;
            String type = source
                    ? "test.source." + DataClass.values()[random.nextInt(DataClass.values().length)].word()
                    : "test.sink-" + random.nextInt(1 << DataClass.values().length);
            String variable = "v" + random.nextInt(step + 1);
            body.append(task("t" + step, type, source ? List.of() : variables, variable, random));
            body.append("<sequenceFlow id='f%d' sourceRef='%s' targetRef='t%d'/>".formatted(step, before, step));
            variables.add(variable);
            before = "t" + step;
            if (step == HALF_WAY && random.nextInt(3) == 0) {
                body.append("<intermediateThrowEvent id='u'><compensateEventDefinition/></intermediateThrowEvent>"
                        + "<sequenceFlow id='fu' sourceRef='t" + step + "' targetRef='u'/>");
                before = "u";
            }
        }
        body.append("<endEvent id='e'/><sequenceFlow id='fe' sourceRef='" + before + "' targetRef='e'/>");
        return ("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
                        + " xmlns:camunda='http://camunda.org/schema/1.0/bpmn' targetNamespace='urn:t'><process id='"
                        + process
                        + "' isExecutable='true'>" + body + "</process></definitions>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String task(String id, String type, List<String> read, String variable, Random random) {
        StringBuilder mapping = new StringBuilder();
        for (int i = 0; i < Math.min(read.size(), 1 + random.nextInt(2)); i++) {
            String one = read.get(random.nextInt(read.size()));
            String other = read.get(random.nextInt(read.size()));
            String value = random.nextBoolean() ? "${" + one + "}" : "${" + one + "} and ${" + other + "}";
            mapping.append("<camunda:inputParameter name='i%d'>%s</camunda:inputParameter>".formatted(i, value));
        }
        if (mapping.isEmpty()) {
            mapping.append("<camunda:inputParameter name='none'>nothing</camunda:inputParameter>");
        }
        return "<serviceTask id='" + id + "' camunda:type='external' camunda:topic='" + type + "'><extensionElements>"
                + "<camunda:inputOutput>" + mapping + "<camunda:outputParameter name='" + variable
                + "'>${out}</camunda:outputParameter></camunda:inputOutput></extensionElements></serviceTask>";
    }
}
