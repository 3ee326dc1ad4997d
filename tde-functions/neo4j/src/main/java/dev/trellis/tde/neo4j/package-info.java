/** The kind {@code neo4j}: Cypher with parameters on a graph database that policy names. */
@NullMarked
package dev.trellis.tde.neo4j;

import org.jspecify.annotations.NullMarked;
