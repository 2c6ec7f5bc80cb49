/** How long what an environment is made of is looked after, where somebody says a day. */

/** A day somebody has stated, and what happens then. */
export interface EndOfLife {
    readonly id: string;
    readonly day: string;
    readonly what: string;
    readonly why: string;
    readonly source: string;
}

/** The operating system of nodes, by the beginning of their image's name. */
export const NODE_SYSTEMS: readonly { readonly image: RegExp; readonly ends: readonly EndOfLife[] }[] = [
    {
        image: /^(al2023|AL2023|amazon-eks-node-al2023)/,
        ends: [
            {
                id: "al2023-standard",
                day: "2027-06-30",
                what: "Amazon Linux 2023 leaves standard support",
                why: "Afterwards it gets security updates and fixes of critical faults only.",
                source: "Amazon Linux 2023 User Guide, release-cadence, seen 2026-11-29",
            },
            {
                id: "al2023-end",
                day: "2029-06-30",
                what: "Amazon Linux 2023 is no longer maintained",
                why: "No update comes any more: nodes must run another system by then.",
                source: "Amazon Linux 2023 User Guide, release-cadence, seen 2026-11-29",
            },
        ],
    },
];
