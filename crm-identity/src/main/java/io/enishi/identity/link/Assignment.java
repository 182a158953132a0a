package io.enishi.identity.link;

import java.util.Arrays;

/**
 * Pairs rows with columns, each at most once, so that the sum of their weights is the greatest: the Hungarian method with potentials
 * (H. W. Kuhn, Naval Research Logistics Quarterly 2 (1955) 83, doi:10.1002/nav.3800020109), cubic in the longer side.
 */
final class Assignment {

    private static final int FREE = -1;

    private final double[][] costs;
    private final int size;
    private final double[] rowPotential;
    private final double[] columnPotential;
    private final int[] rowOf;

    private Assignment(double[][] weights) {
        size = Math.max(weights.length, weights.length == 0 ? 0 : weights[0].length);
        costs = new double[size][size];
        for (int row = 0; row < weights.length; row++) {
            for (int column = 0; column < weights[row].length; column++) {
                costs[row][column] = -Math.max(0, weights[row][column]);
            }
        }
        rowPotential = new double[size];
        columnPotential = new double[size];
        rowOf = new int[size];
        Arrays.fill(rowOf, FREE);
    }

    /**
     * For each row its column, or -1. Weights of 0 or less are no pairs.
     *
     * @param weights rows of equal length
     */
    static int[] of(double[][] weights) {
        Assignment assignment = new Assignment(weights);
        for (int row = 0; row < assignment.size; row++) {
            assignment.take(row);
        }
        int[] columns = new int[weights.length];
        Arrays.fill(columns, FREE);
        for (int column = 0; column < assignment.size; column++) {
            int row = assignment.rowOf[column];
            if (row < weights.length && column < weights[row].length && weights[row][column] > 0) {
                columns[row] = column;
            }
        }
        return columns;
    }

    /** Finds a place for one more row along the cheapest path of exchanges. */
    private void take(int row) {
        double[] distances = new double[size];
        int[] cameFrom = new int[size];
        boolean[] done = new boolean[size];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Arrays.fill(cameFrom, FREE);
        int atColumn = FREE;
        int atRow = row;
        double gone = 0;
        while (atRow != FREE) {
            int next = FREE;
            for (int column = 0; column < size; column++) {
                if (!done[column]) {
                    double distance = gone + costs[atRow][column] - rowPotential[atRow] - columnPotential[column];
                    if (distance < distances[column]) {
                        distances[column] = distance;
                        cameFrom[column] = atColumn;
                    }
                    next = next == FREE || distances[column] < distances[next] ? column : next;
                }
            }
            gone = distances[next];
            done[next] = true;
            atColumn = next;
            atRow = rowOf[next];
        }
        for (int column = 0; column < size; column++) {
            if (done[column] && rowOf[column] != FREE) {
                rowPotential[rowOf[column]] += gone - distances[column];
            }
            columnPotential[column] -= done[column] ? gone - distances[column] : 0;
        }
        rowPotential[row] += gone;
        while (cameFrom[atColumn] != FREE) {
            rowOf[atColumn] = rowOf[cameFrom[atColumn]];
            atColumn = cameFrom[atColumn];
        }
        rowOf[atColumn] = row;
    }
}
