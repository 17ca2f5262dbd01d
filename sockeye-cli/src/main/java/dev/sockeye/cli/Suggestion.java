package dev.sockeye.cli;

import java.util.Locale;

/** {@code did you mean}: the known word that is nearest to an unknown one. */
final class Suggestion {
    private Suggestion() {}

    /**
     * The nearest of some words, as a question.
     *
     * @param see where all of them are told; may be empty
     * @return such as {@code did you mean --model? See sockeye serve --help}
     */
    static String or(String wrong, Iterable<String> known, String see) {
        String nearest = nearest(wrong, known);
        if (nearest.isEmpty()) {
            return see;
        }
        return see.isEmpty() ? Text.DID_YOU_MEAN.of(nearest) : Text.MEAN_OR_SEE.of(nearest, see);
    }

    /** The nearest word; empty if none is near. Of several, the first. */
    static String nearest(String wrong, Iterable<String> known) {
        String from = wrong.toLowerCase(Locale.ROOT);
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String word : known) {
            int distance = distance(from, word.toLowerCase(Locale.ROOT));
            if (distance < least && isNear(from, word, distance)) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** A third of the letters may be wrong; a beginning of two letters or more is near too. */
    private static boolean isNear(String from, String word, int distance) {
        return distance <= Math.max(1, Math.min(from.length(), word.length()) / 3)
                || (letters(from) >= 2 && word.toLowerCase(Locale.ROOT).startsWith(from));
    }

    private static long letters(String text) {
        return text.chars().filter(Character::isLetterOrDigit).count();
    }

    /** How many letters to insert, leave out, replace or swap with the next. */
    static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[to.length()];
    }
}
