package dev.trellis.host.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A diagram that passed the gate; the only thing that may be deployed. */
public final class GatedModel {

    private final ElementRef process;
    private final byte[] source;
    private final String text;
    private final Uses uses;
    private final CompensationUse compensation;

    /**
     * What the process uses, each in the order of the file.
     *
     * @param expressions every text with an expression, the mappings included
     * @param flows which variables are made of others without a task in between
     */
    public record Uses(
            List<ServiceTaskUse> serviceTasks,
            List<UserTaskUse> userTasks,
            List<CalledProcess> calledProcesses,
            List<DecisionUse> decisions,
            List<ReceiveTaskUse> receiveTasks,
            List<ExpressionUse> expressions,
            List<VariableFlow> flows) {

        public Uses {
            serviceTasks = List.copyOf(serviceTasks);
            userTasks = List.copyOf(userTasks);
            calledProcesses = List.copyOf(calledProcesses);
            decisions = List.copyOf(decisions);
            receiveTasks = List.copyOf(receiveTasks);
            expressions = List.copyOf(expressions);
            flows = List.copyOf(flows);
        }
    }

    GatedModel(ElementRef process, byte[] source, String text, Uses uses, CompensationUse compensation) {
        this.process = process;
        this.source = source.clone();
        this.text = text;
        this.uses = uses;
        this.compensation = compensation;
    }

    /** The id of the one executable process: its key. */
    public String processId() {
        return process.id();
    }

    public @Nullable String processName() {
        return process.name();
    }

    /** The author's file, byte for byte; what is stored and handed back. */
    public byte[] source() {
        return source.clone();
    }

    /** The SHA-256 of the author's file, in lower-case hexadecimal. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The very characters that the gate checked, as UTF-8 without a byte order mark; what the engine parses.
     *
     * <p>The engine decodes everything as UTF-8, so that a file in another encoding would be another text to it.
     */
    public byte[] engineXml() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Uses uses() {
        return uses;
    }

    public CompensationUse compensation() {
        return compensation;
    }

    public List<ServiceTaskUse> serviceTasks() {
        return uses.serviceTasks();
    }

    public Optional<ServiceTaskUse> serviceTask(String elementId) {
        return uses.serviceTasks().stream()
                .filter(use -> use.element().id().equals(elementId))
                .findFirst();
    }

    public Optional<UserTaskUse> userTask(String elementId) {
        return uses.userTasks().stream()
                .filter(use -> use.element().id().equals(elementId))
                .findFirst();
    }

    public Optional<CalledProcess> call(String elementId) {
        return uses.calledProcesses().stream()
                .filter(use -> use.element().id().equals(elementId))
                .findFirst();
    }

    public Optional<ReceiveTaskUse> receiveTask(String elementId) {
        return uses.receiveTasks().stream()
                .filter(use -> use.element().id().equals(elementId))
                .findFirst();
    }

    public Optional<DecisionUse> decision(String elementId) {
        return uses.decisions().stream()
                .filter(use -> use.element().id().equals(elementId))
                .findFirst();
    }

    @Override
    public String toString() {
        return "GatedModel[" + processId() + ", " + sha256() + "]";
    }
}
