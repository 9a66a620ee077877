// One thing that names somebody outside.
import type { IndicatorKind } from '../../domain/code.ts'

export type Indicator = { kind: IndicatorKind; value: string }
