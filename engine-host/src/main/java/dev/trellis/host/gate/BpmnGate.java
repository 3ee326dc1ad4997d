package dev.trellis.host.gate;

import java.util.List;
import java.util.Set;

/**
 * Decides whether a BPMN file may reach the engine.
 *
 * <p>A check is a pure function of the bytes: it reads nothing else, changes nothing, and answers in every case. All
 * violations are reported, up to a limit, unless the file cannot be read as XML at all. Instances are immutable and may be
 * shared between threads.
 */
public final class BpmnGate {

    private static final List<Rule> RULES = List.of(
            new AllowListRule(),
            new ExpressionRule(),
            new ProcessRule(),
            new IdRule(),
            new ReferenceRule(),
            new TaskRule(),
            new DecisionRule(),
            new CallRule(),
            new MappingRule(),
            new EventRule(),
            new CompensationRule(),
            new StartRule(),
            new TimerRule(),
            new LoopRule(),
            new GatherRule(),
            new ConditionRule(),
            new DrawingRule(),
            new ReachabilityRule());

    private final GateLimits limits;
    private final Rule ability;

    /** A gate with the default limits, for what this host runs. */
    public BpmnGate() {
        this(GateLimits.DEFAULT, HostAbility.OF_THIS_HOST);
    }

    /** A gate for a host that runs all that the vocabulary has and these abilities. */
    public BpmnGate(GateLimits limits, Set<HostAbility> abilities) {
        this.limits = limits;
        this.ability = new AbilityRule(abilities);
    }

    /**
     * Checks a file.
     *
     * @param xml the file as its author wrote it
     * @param sourceName how the file is named in violations
     */
    public GateResult check(byte[] xml, String sourceName) {
        if (xml.length > limits.bytes()) {
            String message = "the file has " + xml.length + " bytes; at most " + limits.bytes() + " are read, split it";
            return refused(new RefusedXml(GateRule.SIZE, 0, 0, message), sourceName);
        }
        try {
            SourceText source = SourceText.decode(xml);
            return check(xml, source, new Diagram(XmlReader.read(source, limits)), sourceName);
        } catch (RefusedXml e) {
            return refused(e, sourceName);
        }
    }

    private GateResult check(byte[] xml, SourceText source, Diagram diagram, String sourceName) {
        Findings findings = new Findings(sourceName, limits.violations());
        RULES.forEach(rule -> rule.check(diagram, findings));
        ability.check(diagram, findings);
        if (!findings.isEmpty()) {
            return new GateResult.Refused(findings.violations());
        }
        ElementRef process = ElementRef.of(diagram.executableProcesses().get(0));
        GatedModel model =
                new GatedModel(process, xml, source.text(), ModelReader.uses(diagram), CompensationUse.of(diagram));
        return new GateResult.Accepted(model, findings.warnings());
    }

    private static GateResult refused(RefusedXml refusal, String sourceName) {
        return new GateResult.Refused(List.of(refusal.violation(sourceName)));
    }
}
