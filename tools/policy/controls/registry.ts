/** Registries of images. */
import type { Control } from "../control";
import { each, whole } from "../judging";
import { TYPES } from "../planned";
import { isClosed, listOf, read, textOf } from "../reading";

export const REGISTRY: readonly Control[] = [
    {
        id: "C70",
        title: "Registries that keep their word",
        severity: "high",
        means: "repositories scan what is pushed, keep tags as they are, tidy up, and in production keep their images",
        why: "A tag that moves runs another image tomorrow, and nobody has looked at it.",
        remedy: "Take immutable: false and deleteWithImages out of the repository",
        decidedBy: ["registry.repositories.<name>", "registry.repositories"],
        rows: {
            cis: ["5.1.1"],
            fsbp: ["ECR.1", "ECR.2", "ECR.3"],
            bestPractices: ["image/scan", "image/immutable-tags", "image/lifecycle"],
        },
        judge: (planned) => {
            const repositories = planned.ofType(TYPES.repository);
            return [
                ...each(repositories, {
                    path: "imageScanningConfiguration.scanOnPush",
                    holds: (value) => value === true,
                    what: "does not scan what is pushed",
                }),
                ...each(repositories, {
                    path: "imageTagMutability",
                    holds: (value) => textOf(value).startsWith("IMMUTABLE"),
                    what: "lets tags move",
                }),
                ...repositories.map((one) =>
                    whole(
                        planned.usersOf(one, "repository", "aws:ecr/lifecyclePolicy:LifecyclePolicy")
                            .length === 1,
                        "is never tidied up",
                        one,
                    ),
                ),
                ...each(repositories, {
                    path: "forceDelete",
                    holds: (value) => value !== true || !planned.isAtLeast("production"),
                    what: "goes with its images",
                }),
            ];
        },
    },
    {
        id: "C94",
        title: "Images from where you say",
        severity: "medium",
        means: "where production has policies of admission, one says which registries images come from",
        why: "Anybody who may make a pod runs whatever anybody on the internet has pushed.",
        remedy: "List your registries in admissionPolicies.registries.allowed",
        decidedBy: ["admissionPolicies.registries", "admissionPolicies"],
        rows: { cis: ["5.1.4"] },
        from: "production",
        judge: (planned) =>
            planned
                .ofType("platform:admission:AdmissionPolicy")
                .slice(0, 1)
                .map((first) => {
                    const found = planned.resources.find(({ name }) => name === "admission-registries");
                    return whole(found !== undefined, "takes images from anywhere", found ?? first);
                }),
    },
    {
        id: "C95",
        title: "Registries let in whom you name",
        severity: "high",
        means: "repositories are read by accounts that are named, and nobody else's",
        why: "Anybody would read your images, and push his own.",
        remedy: "List accounts in readers of the repository",
        decidedBy: ["registry.repositories.<name>.readers", "registry.repositories"],
        rows: { bestPractices: ["image/policies"] },
        judge: (planned) =>
            each(planned.ofType("aws:ecr/repositoryPolicy:RepositoryPolicy"), {
                path: "policy",
                holds: isClosed,
                what: "lets in everybody",
            }),
    },
    {
        id: "C96",
        title: "The account's registry is scanned",
        severity: "low",
        means: "where the environment says how images are scanned, all of them are",
        why: "A hole that becomes known later is found in scanned images alone.",
        remedy: 'Set registry.scanning to kind: "enhanced" with a rule for every repository',
        decidedBy: ["registry.scanning"],
        rows: { cis: ["5.1.1"], fsbp: ["ECR.1"], bestPractices: ["image/scan"] },
        judge: (planned) =>
            each(planned.ofType("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"), {
                path: "rules",
                holds: (value) =>
                    listOf(value).some((rule) =>
                        listOf(read(rule, "repositoryFilters")).some((one) => read(one, "filter") === "*"),
                    ),
                what: "leaves out repositories",
            }),
    },
];
