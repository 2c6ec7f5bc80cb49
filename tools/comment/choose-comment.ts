/** Which comment the next report replaces. */

export interface Comment {
    readonly id: number;
    readonly body: string;
    readonly author: string;
    /** `Bot`, `User`, … as GitHub says. */
    readonly authorType: string;
}

/** Who comments with a workflow's token. Source: GitHub Docs, "Use GITHUB_TOKEN for authentication in workflows". */
const BOT = "github-actions[bot]";

/**
 * The oldest comment that begins with the marker and is the workflows' own: anybody can write the marker, and a report
 * may quote it.
 */
export function chooseComment(comments: readonly Comment[], marker: string): Comment | undefined {
    return comments
        .filter(
            ({ author, authorType, body }) =>
                author === BOT && authorType === "Bot" && body.startsWith(marker),
        )
        .sort((one, other) => one.id - other.id)[0];
}
