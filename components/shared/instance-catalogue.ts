/** EC2 instance types by architecture: data only, read by instance-types.ts. */

/** Date of the newest of the lists below. A type AWS has offered since is missing here. */
export const CATALOGUE_DATE = "2026-08-12";

/**
 * Families and their sizes, `xl` short for `xlarge`. Mac types are left out: no EKS node runs on them.
 * Names: aws/karpenter-provider-aws pkg/providers/instancetype/zz_generated.vpclimits.go, generated 2026-08-06, and
 * eksctl-io/eksctl pkg/utils/instance/instance_types.go, 2026-08-12. Architectures: field CPUArch of the latter,
 * the same for all types of a family; the families it lacks (c7g-flex, c8g-flex, m7g-flex, m8g-flex, dl1, f1, p3) by
 * name: a `g` after the generation is Graviton (Amazon EC2 Instance Types Guide, "Naming conventions").
 */
export const CATALOGUE = {
    arm64: `
a1: medium large xl 2xl 4xl metal
c6g c6gd c7g c7gd c7gn m6g m6gd m7g m7gd r6g r6gd r7g r7gd: medium large xl 2xl 4xl 8xl 12xl 16xl metal
x2gd: medium large xl 2xl 4xl 8xl 12xl 16xl metal
c6gn c8g-flex m8g-flex: medium large xl 2xl 4xl 8xl 12xl 16xl
c7g-flex is4gen m7g-flex: medium large xl 2xl 4xl 8xl
c8g c8gb c8gd c8gn m8g m8gb m8gd: medium large xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl metal-24xl metal-48xl
m8gn r8g r8gb r8gd r8gn x8g: medium large xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl metal-24xl metal-48xl
c9g c9gd m9g m9gd: medium large xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl metal-48xl
g5g: xl 2xl 4xl 8xl 16xl metal
hpc7g: 4xl 8xl 16xl
i4g im4gn: large xl 2xl 4xl 8xl 16xl
i8g: large xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl metal-24xl metal-48xl
i8ge: large xl 2xl 3xl 6xl 12xl 18xl 24xl 48xl metal-24xl metal-48xl
t4g: nano micro small medium large xl 2xl
`,
    amd64: `
c1: medium xl
c3 c4 r3: large xl 2xl 4xl 8xl
c5 c5d: large xl 2xl 4xl 9xl 12xl 18xl 24xl metal
c5a c5ad m5a m5ad r5a r5ad: large xl 2xl 4xl 8xl 12xl 16xl 24xl
c5n: large xl 2xl 4xl 9xl 18xl metal
c6a m6a r6a: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl metal
c6i c6id c6in i4i m6i m6id m6idn m6in r6i r6id r6idn r6in: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl metal
c7a m7a r7a: medium large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl metal-48xl
c7i: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl metal-24xl metal-48xl
c7i-flex c8i-flex m7i-flex m8i-flex r8i-flex: large xl 2xl 4xl 8xl 12xl 16xl
c8a m8a r8a: medium large xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl metal-24xl metal-48xl
c8i c8ib c8id c8in m8i m8ib m8id: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl 96xl metal-48xl metal-96xl
m8idb m8idn m8in r8i r8ib r8id: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl 96xl metal-48xl metal-96xl
r8idb r8idn r8in: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl 96xl metal-48xl metal-96xl
c8ine m8ine: large xl 2xl 4xl 8xl 12xl
d2 d3 i2: xl 2xl 4xl 8xl
d3en: xl 2xl 4xl 6xl 8xl 12xl
dl1 dl2q p3dn p4d p4de: 24xl
f1: 2xl 4xl 16xl
f2: 6xl 12xl 48xl
g4ad: xl 2xl 4xl 8xl 16xl
g4dn: xl 2xl 4xl 8xl 12xl 16xl metal
g5 g6 g6e: xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl
g6f: large xl 2xl 4xl
g7 g7e: 2xl 4xl 8xl 12xl 24xl 48xl
gr6: 4xl 8xl
gr6f: 4xl
h1: 2xl 4xl 8xl 16xl
hpc6a p5e p5en p6-b200 p6-b300 trn2: 48xl
hpc6id trn1n: 32xl
hpc7a: 12xl 24xl 48xl 96xl
hpc8a: 96xl
i3: large xl 2xl 4xl 8xl 16xl metal
i3en: large xl 2xl 3xl 6xl 12xl 24xl metal
i7i m7i r7i: large xl 2xl 4xl 8xl 12xl 16xl 24xl 48xl metal-24xl metal-48xl
i7ie: large xl 2xl 3xl 6xl 12xl 18xl 24xl 48xl metal-24xl metal-48xl
inf1: xl 2xl 6xl 24xl
inf2: xl 8xl 24xl 48xl
m1: small medium large xl
m2: xl 2xl 4xl
m3: medium large xl 2xl
m4: large xl 2xl 4xl 10xl 16xl
m5 m5d m5dn m5n r5 r5b r5d r5dn r5n: large xl 2xl 4xl 8xl 12xl 16xl 24xl metal
m5zn z1d: large xl 2xl 3xl 6xl 12xl metal
m8azn: medium large xl 3xl 6xl 12xl 24xl metal-12xl metal-24xl
p3: 2xl 8xl 16xl
p5: 4xl 48xl
r4: large xl 2xl 4xl 8xl 16xl
r7iz: large xl 2xl 4xl 8xl 12xl 16xl 32xl metal-16xl metal-32xl
t1: micro
t2 t3 t3a: nano micro small medium large xl 2xl
trn1: 2xl 32xl
u-3tb1: 56xl
u-6tb1: 56xl 112xl
u7i-12tb u7in-16tb u7in-24tb u7in-32tb: 224xl
u7i-6tb u7i-8tb: 112xl
vt1: 3xl 6xl 24xl
x1: 16xl 32xl
x1e: xl 2xl 4xl 8xl 16xl 32xl
x2idn: 16xl 24xl 32xl metal
x2iedn: xl 2xl 4xl 8xl 16xl 24xl 32xl metal
x2iezn: 2xl 4xl 6xl 8xl 12xl metal
x8aedz: large xl 3xl 6xl 12xl 24xl metal-12xl metal-24xl
x8i: large xl 2xl 4xl 8xl 12xl 16xl 24xl 32xl 48xl 64xl 96xl metal-48xl metal-96xl
`,
} as const;
