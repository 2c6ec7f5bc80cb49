/** What a registry of one's own must hold, and the commands that put it there. */
import type { Material, Materials } from "./materials";

/** One copy: from where it is published to where the plan pulls it. */
export interface Copy {
    readonly source: string;
    readonly target: string;
}

/** Charts and images that the plan pulls from elsewhere than where they are published. */
export function copiesOf({ materials }: Materials): readonly Copy[] {
    return materials.flatMap((material) => {
        const { from, published, version } = material;
        if (from === undefined || published === undefined) return [];
        return [{ source: pinned(material, published), target: `${from}:${version}` }];
    });
}

/** By digest, so that what arrives is what was recorded. */
function pinned({ digest, version }: Material, published: string): string {
    return digest === undefined ? `${published}:${version}` : `${published}@${digest}`;
}

/**
 * Copies all platforms and keeps the digest, which the chart asks for; a pull and a push would not.
 * Source: google/go-containerregistry cmd/crane/doc/crane_copy.md.
 */
export function commandOf({ source, target }: Copy): string {
    return `crane copy ${source} ${target}`;
}
