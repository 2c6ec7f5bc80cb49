/** The workflows whose reports become comments, and what each leaves behind. */

export interface Report {
    /** File of the workflow. Its name alone would be anybody's to take. */
    readonly workflow: string;
    readonly artifact: string;
    /** The file in the artifact. */
    readonly file: string;
    /** The first line of the comment, by which the next one finds it. */
    readonly marker: string;
    /** Whether a run that leaves nothing behind is said in the comment: what stands there would be out of date. */
    readonly always: boolean;
}

export const REPORTS: readonly Report[] = [
    {
        workflow: ".github/workflows/review.yml",
        artifact: "review",
        file: "review.md",
        marker: "<!-- eks-platform-kit: review -->",
        always: true,
    },
    {
        // Leaves nothing where no role is configured.
        workflow: ".github/workflows/preview.yml",
        artifact: "preview",
        file: "preview.md",
        marker: "<!-- eks-platform-kit: preview -->",
        always: false,
    },
];
