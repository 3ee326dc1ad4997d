package dev.trellis.host.gate;

/** One check of a diagram; it must bear any tree, also one that other rules refuse. */
@FunctionalInterface
interface Rule {

    void check(Diagram diagram, Findings findings);
}
