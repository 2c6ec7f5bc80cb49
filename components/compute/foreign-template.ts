/** A launch template that somebody else keeps: what it decides is no word of the kit's any more. */
import { z } from "zod";

import type { Problem } from "../shared/problems";
import type { NodeWords } from "./node-words";

export const foreignTemplateSchema = z.strictObject({
    /** Its id: `lt-0123456789abcdef0`. Another id replaces the groups. */
    id: z.string(),
    /** Its version, a number: `$Latest` would roll nodes when somebody else says. A change rolls every node. */
    version: z.number(),
    /**
     * Whether it names an image: EKS then chooses none and adds nothing to its user data. Another answer replaces the
     * groups.
     * @default false
     */
    hasImage: z.boolean().exactOptional(),
});

export type ForeignTemplate = z.infer<typeof foreignTemplateSchema>;

/** Whether the image of a pool stands in its launch template, whoever keeps it: EKS is then told none. */
export function hasOwnImage({ amiId, launchTemplate }: ImageWords): boolean {
    return amiId !== undefined || launchTemplate?.hasImage === true;
}

export interface ImageWords {
    readonly amiId?: string;
    readonly launchTemplate?: ForeignTemplate;
}

/** What only a template says. Types and taints are the group's, and so is Session Manager, which is a policy. */
const OF_TEMPLATE = [
    "amiId",
    "bottlerocket",
    "detailedMonitoring",
    "diskSizeGiB",
    "efa",
    "instanceStore",
    "iops",
    "kmsKeyArn",
    "metadataHopLimit",
    "placement",
    "reservation",
    "securityGroupIds",
    "throughput",
    "userData",
] as const;

type OfTemplate = ImageWords & {
    readonly [word in (typeof OF_TEMPLATE)[number]]?: unknown;
} & Pick<NodeWords, "access"> & { readonly fips?: boolean };

/** Source of the form: Amazon EC2 API Reference, LaunchTemplateSpecification; versions count from 1. */
export function checkForeignTemplate(spec: OfTemplate): Problem[] {
    const { access, fips, launchTemplate } = spec;
    if (launchTemplate === undefined) return [];
    const { hasImage, id, version } = launchTemplate;
    const problems: Problem[] = OF_TEMPLATE.filter((word) => spec[word] !== undefined).map((word) => ({
        path: word,
        what: `the launch template decides it, and ${id} is not the kit's`,
        remedy: "Write it there and remove it here, or remove launchTemplate",
    }));
    if (!/^lt-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
        const remedy = "Write lt- and 17 hexadecimal digits, as EC2 lists it in this region";
        problems.push({
            path: "launchTemplate.id",
            what: "not the id of a launch template",
            got: id,
            remedy,
        });
    }
    if (!Number.isInteger(version) || version < 1) {
        const what = "not a version of a launch template";
        problems.push({
            path: "launchTemplate.version",
            what,
            got: version,
            remedy: "Write a whole number, 1 or more",
        });
    }
    if (access?.kind === "key-pair") {
        const what = "a key pair stands in the launch template, which is not the kit's";
        const remedy = "Name it there with a security group for its sources, and remove access here";
        problems.push({ path: "access.kind", what, got: access.kind, remedy });
    }
    if (hasImage === true && fips !== undefined) {
        const what = "whether an own image has FIPS modules is the image's to say";
        problems.push({ path: "fips", what, got: fips, remedy: "Remove it" });
    }
    return problems;
}

/** What nobody here can see. */
export function noticesOfForeignTemplate(
    nodes: string,
    { launchTemplate, proxy }: ImageWords & { readonly proxy?: unknown },
): string[] {
    if (launchTemplate === undefined) return [];
    const { hasImage, id, version } = launchTemplate;
    return [
        `${nodes} start from ${id}, version ${version}, which the kit does not see: IMDSv2 with one hop, encrypted volumes, tags of ` +
            "instances and the cluster's security group, if it names any, are its owner's to keep; it may name no type, subnet or profile",
        ...(hasImage === true
            ? [
                  `${nodes} join only if the user data of ${id} tells them the cluster: EKS adds nothing beside an image`,
              ]
            : []),
        ...(proxy === undefined
            ? []
            : [`${nodes} are not told the proxy: its settings belong into the user data of ${id}`]),
    ];
}

/** What a reader of the plan sees. */
export function describeForeignTemplate({ hasImage, id, version }: ForeignTemplate): string {
    return `${id}, version ${version}${hasImage === true ? ", with an image" : ""}`;
}
