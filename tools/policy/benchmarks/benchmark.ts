/**
 * Benchmarks as facts: ids and titles of their rows, and what of a row no plan can know. Which controls answer a row
 * stands with the controls. Texts of benchmarks are their owners' and are not here.
 */
import { BEST_PRACTICES_ROWS } from "./best-practices";
import { CIS_ROWS } from "./cis";
import { FSBP_ROWS } from "./fsbp";
import { NSA_ROWS } from "./nsa";
import type { RowFacts } from "./row";

/** Rows that a control answers, by benchmark. */
export interface Rows {
    readonly cis?: readonly (keyof typeof CIS_ROWS)[];
    readonly fsbp?: readonly (keyof typeof FSBP_ROWS)[];
    readonly nsa?: readonly (keyof typeof NSA_ROWS)[];
    readonly bestPractices?: readonly (keyof typeof BEST_PRACTICES_ROWS)[];
}

export type BenchmarkKey = keyof Rows;

export interface Benchmark {
    readonly title: string;
    /** As one names it beside a row: `CIS 5.4.1`. */
    readonly short: string;
    readonly url: string;
    /** Where its ids and titles were read, and the day. */
    readonly source: string;
    readonly seen: string;
    readonly rows: Readonly<Record<string, RowFacts>>;
}

export const BENCHMARKS: { readonly [key in BenchmarkKey]-?: Benchmark } = {
    cis: {
        title: "CIS Amazon Elastic Kubernetes Service Benchmark v1.8.0",
        short: "CIS",
        url: "https://www.cisecurity.org/benchmark/kubernetes",
        source: "github.com/aquasecurity/kube-bench, cfg/eks-1.8.0",
        seen: "2026-11-29",
        rows: CIS_ROWS,
    },
    fsbp: {
        title: "AWS Foundational Security Best Practices v1.0.0, controls of services that the kit makes something of",
        short: "FSBP",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
        source: "github.com/prowler-cloud/prowler, prowler/compliance/aws/aws_foundational_security_best_practices_aws.json",
        seen: "2026-11-29",
        rows: FSBP_ROWS,
    },
    nsa: {
        title: "NSA and CISA, Kubernetes Hardening Guide v1.2 (it has no ids: these are the kit's)",
        short: "NSA",
        url: "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
        source: "headings of its sections, as public catalogues of checks list them",
        seen: "2026-11-29",
        rows: NSA_ROWS,
    },
    bestPractices: {
        title: "EKS Best Practices Guide, its recommendations on security (it has no ids: these are page and the kit's word)",
        short: "EKS guide",
        url: "https://docs.aws.amazon.com/eks/latest/best-practices/security.html",
        source: "github.com/aws/aws-eks-best-practices, latest/bpg/security",
        seen: "2026-11-29",
        rows: BEST_PRACTICES_ROWS,
    },
};

export const BENCHMARK_KEYS: readonly BenchmarkKey[] = ["cis", "fsbp", "nsa", "bestPractices"];

/** `CIS 5.4.1, FSBP EKS.1`: as a person cites them. */
export function citedRows(rows: Rows = {}): readonly string[] {
    return BENCHMARK_KEYS.flatMap((key) => (rows[key] ?? []).map((id) => `${BENCHMARKS[key].short} ${id}`));
}
