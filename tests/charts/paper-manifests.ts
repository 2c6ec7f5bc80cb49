/** Objects of Kubernetes that papers show: people copy them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parseAllDocuments } from "yaml";

import type { KubernetesObject } from "../../tools/apiserver/client";
import { ROOT } from "../../tools/plan/root";

const DOCS = path.join(ROOT, "docs");

export interface Shown {
    readonly page: string;
    readonly object: KubernetesObject;
}

/** Each with its kind, in whatever language of YAML a page has it; parts of an object are none. */
export function objectsInPapers(): readonly Shown[] {
    return readdirSync(DOCS, { recursive: true, encoding: "utf8" })
        .filter((page) => page.endsWith(".md"))
        .sort()
        .flatMap((page) =>
            objectsIn(readFileSync(path.join(DOCS, page), "utf8")).map((object) => ({ page, object })),
        );
}

function objectsIn(text: string): readonly KubernetesObject[] {
    const blocks = [...text.matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```$/gm)].map(([, , yaml = ""]) => yaml);
    return blocks
        .filter((yaml) => /^\s*apiVersion: /m.test(yaml))
        .flatMap((yaml) => parseAllDocuments(yaml).map((one) => one.toJS() as KubernetesObject));
}
