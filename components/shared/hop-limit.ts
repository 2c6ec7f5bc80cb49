/** How far the metadata service's answers go: past 1, pods may act as their node. */
import type { Problem } from "./problems";

/** A limit other than 1, and why it is worth it. */
export interface HopLimit {
    /** 2 to {@link MAX_HOPS}. */
    readonly value: number;
    /** Which pods need it and why they cannot have an identity of their own. Stands in the plan. */
    readonly reason: string;
}

/** Of every node unless one says otherwise: an answer does not reach a pod, which would otherwise act as its node. */
export const HOP_LIMIT = 1;

/** Source: Amazon EC2 API Reference, LaunchTemplateInstanceMetadataOptionsRequest; Karpenter v1.14.1, EC2NodeClass. */
const MAX_HOPS = 64;
/** Fewer letters than this say nothing. */
const SHORTEST_REASON = 10;

export function checkHopLimit(path: string, { reason, value }: HopLimit): Problem[] {
    return [
        ...(Number.isInteger(value) && value > HOP_LIMIT && value <= MAX_HOPS
            ? []
            : [
                  {
                      path: `${path}.value`,
                      what: "not a hop limit other than the usual 1",
                      got: value,
                      remedy: `Write 2, at most ${MAX_HOPS}, or leave ${path} out`,
                  },
              ]),
        ...(reason.trim().length >= SHORTEST_REASON
            ? []
            : [
                  {
                      path: `${path}.reason`,
                      what: "no reason to let pods act as their node",
                      got: reason,
                      remedy: "Say which pods need it and why they cannot have an identity of their own",
                  },
              ]),
    ];
}

/** What a reader of the plan sees: `2: the agent has no IRSA`. */
export function describeHopLimit({ reason, value }: HopLimit): string {
    return `${value}: ${reason.trim()}`;
}
