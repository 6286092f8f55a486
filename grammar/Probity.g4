// The rule language of Probity: rule files (.rules), rule sets (.ruleset), cases (.case) and single
// expressions.
// README.md says how this file is used; reference.md shows every construct by example.
//
// Every decision of the parser but four needs one word of lookahead; those need two words (`for
// instrument` or `for each`; a record's mark or a field of the same name; `and others` or a second
// claim of a case) or three (a rule, or the rule that prevails over another). There is no left
// recursion and no ambiguity; a test holds the grammar to that. Every part that the AST needs has a
// label, so that no parse tree has to be built beside the labelled contexts.
// What one word cannot tell (a number with a letter in it, a day that does not exist, `on` after
// `is at most`) is read here and refused, with its reason, where the AST is built.
grammar Probity;

// ---- entry rules -------------------------------------------------------------------------------

ruleFile       : head=moduleHead uses+=useLine* parts+=declaration* EOF ;
manifest       : head=rulesetHead content=includesClause EOF ;
caseFile       : head=caseFileHead parts+=caseDeclaration+ EOF ;
soleExpression : content=expression EOF ;

// ---- files -------------------------------------------------------------------------------------

moduleHead     : 'module' name=ID title=TEXT? ;
useLine        : 'use' name=ID ;
rulesetHead    : 'ruleset' name=ID title=TEXT 'version' version=TEXT ;
includesClause : 'includes' folders+=folder (',' folders+=folder)* ;
folder         : parts+=word ('/' parts+=word)* ;

// ---- declarations ------------------------------------------------------------------------------

declaration
    : ofAct=act | ofEnum=enumeration | ofRecord=record | ofGroup=group | ofParameter=parameter
    | ofDefine=define | ofFigure=figure | ofTable=table | ofNorm=aboutRule
    | ofException=exceptionDeclaration | ofInstrument=instrument | ofInterpretation=interpretation
    ;

act          : 'act' name=ID title=TEXT ('celex' celex=TEXT)? ('eli' eli=TEXT)? ;

enumeration  : 'enum' name=ID
               ( '{' members+=enumMember (',' members+=enumMember)* '}'
               | '=' parts+=ID ('+' parts+=ID)*
               ) ;
enumMember   : name=ID label=TEXT? ;

record       : 'record' name=ID '{' fields+=recordField* '}' ;
recordField  : name=word ':' type=typeName marks+=fieldMark* ;
fieldMark    : required='required' | nonempty='nonempty' | 'as' role=word ;

group        : 'group' name=ID
               ( braces=groupSet
               | '=' terms+=groupTerm (signs+=('+' | '-') terms+=groupTerm)*
               ) ;
groupTerm    : (other=qualifiedName | braces=groupSet) ('if' point=readingCondition)? ;
groupSet     : '{' members+=groupMember (',' members+=groupMember)* '}' ;
groupMember  : country=ID membership=window? ;

parameter    : head=parameterHead laws+=law* values+=datedValue* ;
parameterHead : 'parameter' name=ID ':' type=typeName ;
datedValue   : 'from' from=DATE ('until' until=DATE)? 'is' value=sum ;

define       : head=defineHead content=definition ;
defineHead   : 'define' name=ID takes=defineParameters? ':' type=typeName ;
defineParameters : '(' parameters+=defineParameter (',' parameters+=defineParameter)* ')' ;
defineParameter  : name=ID ':' type=typeName ;
definition   : '=' content=expression ;

figure       : head=figureHead laws+=law* content=definition ;
figureHead   : 'figure' name=ID ':' type=typeName ;

// Rows, each with conditions on the inputs; a row's own `law` follows its result.
table        : head=tableHead laws+=law* rows+=tableRow+ ;
tableHead    : 'table' name=ID takes=defineParameters ':' type=typeName ;
tableRow     : test=whenClause 'then' result=sum laws+=law* ;

instrument         : head=instrumentHead period=effective? applicability=appliesClause day=referenceClause ;
instrumentHead     : 'instrument' name=ID ;
referenceClause    : 'reference' 'date' content=expression ;

interpretation     : head=interpretationHead laws+=law* readings+=reading+ ;
interpretationHead : 'interpretation' name=ID title=TEXT ;
reading            : 'reading' name=ID title=TEXT 'authority' authority=TEXT isDefault='default'? ;

aboutRule : ofRule=ruleDeclaration | ofPrevalence=prevalence ;

// A rule without `law` is read, so that the checker can say so beside the others that lack one.
ruleDeclaration
    : head=ruleHead laws+=law* belongs=forInstrument? period=effective? choice=under?
      range=forEach? applicability=appliesClause? requirement=requiresClause facts=evidenceClause?
      words=failingClause remark=noteClause? blocks+=unlessBlock*
    ;
ruleHead       : 'rule' name=ID title=TEXT ;

unlessBlock
    : head=unlessHead laws+=law* period=effective? choice=under? test=whenClause
      facts=evidenceClause? remark=noteClause?
    ;
unlessHead     : 'unless' name=ID title=TEXT ;

exceptionDeclaration
    : head=exceptionHead laws+=law* period=effective? choice=under? range=forEach? test=whenClause
      facts=evidenceClause? remark=noteClause?
    ;
exceptionHead  : 'exception' name=ID 'to' target=qualifiedName title=TEXT ;

prevalence
    : head=prevalenceHead laws+=law* period=effective? choice=under? range=forEach? test=whenClause
    ;
prevalenceHead : 'rule' winner=qualifiedName 'prevails' 'over' loser=qualifiedName ;

// ---- clauses -----------------------------------------------------------------------------------

law            : 'law' citedAct=ID reference=TEXT ;
forInstrument  : 'for' 'instrument' instruments+=ID (',' instruments+=ID)* ;
effective      : 'effective' period=window ;
under          : 'under' point=readingCondition ;
forEach        : 'for' 'each' variable=ID 'in' list=fallback ;
appliesClause  : 'applies' 'when' content=expression ;
requiresClause : 'requires' content=expression ;
whenClause     : 'when' content=expression ;
evidenceClause : 'evidence' facts+=operand (',' facts+=operand)* ;
failingClause  : 'failing' content=TEXT ;
noteClause     : 'note' content=TEXT ;

window           : 'from' from=DATE ('until' until=DATE)? | 'until' until=DATE ;
readingCondition : point=qualifiedName 'is' value=ID ;
qualifiedName    : parts+=ID ('.' parts+=ID)? ;
typeName         : shape=('list' | 'set') 'of' name=(ID | 'date') | name=(ID | 'date') ;

// ---- expressions, loosest first ----------------------------------------------------------------

expression : left=connective ('implies' right=connective)? ;

// A chain of one kind: `and` and `or` do not mix without brackets.
connective
    : operands+=condition
      ( ('and' operands+=condition)+
      | (anyOf='or' operands+=condition) ('or' operands+=condition)*
      )?
    ;

// What `satisfies`, `where` and `else` take: one comparison, anything longer in brackets.
condition
    : negations+='not'*
      ( plain=comparison | overList=quantifier | choice=conditional | single=selection )
    ;
quantifier  : kind=('some' | 'every' | 'no') variable=ID 'in' list=fallback 'satisfies' body=condition ;
conditional : 'if' test=expression 'then' then=expression 'else' otherwise=condition ;
selection   : 'the' variable=ID 'in' list=fallback filter=whereClause? ;
whereClause : 'where' content=condition ;

comparison  : left=fallback (verb='is' how=relation? right=fallback (on='on' day=fallback)?)? ;
relation
    : negated='not' membership='in'?
    | membership='in'
    | 'at' bound=('most' | 'least')
    | bound=('more' | 'less') 'than'
    | order=('before' | 'after')
    | inclusive='on' 'or' order=('before' | 'after')
    ;

fallback    : operands+=sum ('otherwise' operands+=sum)* ;
sum         : operands+=product (operators+=('+' | '-') operands+=product)* ;
product     : operands+=operand (operators+=('*' | '/') operands+=operand)* ;

// `distinct` before a bracket is the function; before a path it belongs to the aggregate around it.
operand     : prefixes+=('-' | 'known' | 'distinct')* base=primary suffixes+=suffix* ;
suffix      : '.' field=word given=arguments? ;

primary
    : name=ID (amount=NUMBER | given=arguments)?
    | number=NUMBER percent='%'?
    | literal=(TEXT | DATE | DURATION | 'true' | 'false' | 'unknown')
    | '(' inner=expression ')'
    | overList=aggregate
    | rounded=rounding
    | listed=listLiteral
    | oneOf=setLiteral
    ;
arguments   : '(' values+=expression (',' values+=expression)* ')' ;
aggregate   : kind=('count' | 'sum' | 'min' | 'max' | 'list') '(' element=expression
              ( 'for' variable=ID 'in' range=fallback filter=whereClause?
              | within='in' range=fallback filter=whereClause?
              )?
              ')' ;
rounding    : 'rounded' '(' value=expression ',' places=expression ',' direction=ID ')' ;
listLiteral : '[' (elements+=expression (',' elements+=expression)*)? ']' ;
setLiteral  : '{' elements+=expression (',' elements+=expression)* '}' ;

// ---- cases -------------------------------------------------------------------------------------

// The words that are kept in case files alone stand behind ID below: the lexer takes them for
// names, and where in a case file they are keywords is said in engine/syntax/antlr/case_words.h.
caseFileHead    : ('ruleset' name=ID)? uses+=useLine* ;
caseDeclaration
    : head=caseHead laws+=law* base=caseDossier variation=withClause? day=asOfClause?
      choices+=caseReading* outcome=expectClause
    ;
caseHead        : 'case' title=TEXT ;
caseDossier     : 'dossier' file=TEXT ;
withClause      : 'with' parts+=change+ ;
asOfClause      : 'as' 'of' day=DATE ;
caseReading     : 'reading' point=readingCondition ;
expectClause    : 'expect' parts+=expectation+ ;

change
    : place=factPath 'is' value=factValue
    | 'add' 'to' list=factPath values+=factElement (',' values+=factElement)*
    | 'copy' original=factPath differences=factRecord?
    | 'remove' removed=factPath ('from' holder=factPath)?
    ;
factPath    : (root='dossier' '.' field=word | first=ID) steps+=factStep* ;
factStep    : '.' field=word | '[' element=NUMBER ']' ;
factValue   : single=factElement | '[' (listed+=factElement (',' listed+=factElement)*)? ']' ;
factElement
    : name=ID amount=NUMBER?
    | sign='-'? number=NUMBER percent='%'?
    | literal=(TEXT | DATE | DURATION | 'true' | 'false' | 'unknown')
    | recorded=factRecord
    ;
factRecord  : '{' (members+=factMember (',' members+=factMember)*)? '}' ;
factMember  : field=word 'is' value=factValue ;

expectation : subject=caseSubject claims+=claim ('and' claims+=claim)* ;
caseSubject
    : whole='dossier'
    | kind=('figure' | 'exception')? parts+=ID ('.' parts+=ID)*
      ('for' element=factPath)? ('in' within=ID)?
    ;
claim
    : verb='is' negated='not'? value=factValue ('by' causes+=factPath (',' causes+=factPath)*)?
      ('without' lacked=ID)? ('between' among+=ID (',' among+=ID)* 'and' among+=ID)?
      (choice='under' (every='every' 'reading' | point=readingCondition))?
    | verb='lacks' facts+=factPath ((',' facts+=factPath)* | (ordered+='then' facts+=factPath)+)
      ('and' others='others')?
    ;

// Any word: after a dot and as the name of a record field the keywords are names like others.
word
    : ID | 'module' | 'use' | 'act' | 'celex' | 'eli' | 'enum' | 'record' | 'required' | 'nonempty'
    | 'as' | 'group' | 'parameter' | 'define' | 'figure' | 'instrument' | 'interpretation'
    | 'reading' | 'authority' | 'default' | 'rule' | 'exception' | 'to' | 'law' | 'for' | 'each'
    | 'effective' | 'from' | 'until' | 'under' | 'applies' | 'when' | 'requires' | 'evidence'
    | 'failing' | 'note' | 'unless' | 'reference' | 'date' | 'implies' | 'and' | 'or' | 'not'
    | 'is' | 'at' | 'most' | 'least' | 'more' | 'less' | 'than' | 'in' | 'before' | 'after' | 'on'
    | 'otherwise' | 'known' | 'if' | 'then' | 'else' | 'some' | 'every' | 'no' | 'satisfies'
    | 'where' | 'the' | 'distinct' | 'count' | 'sum' | 'min' | 'max' | 'list' | 'set' | 'of'
    | 'rounded' | 'true' | 'false' | 'unknown' | 'ruleset' | 'version' | 'includes'
    | 'table' | 'case' | 'prevails' | 'over'
    ;

// ---- words -------------------------------------------------------------------------------------

MODULE : 'module' ;
USE : 'use' ;
ACT : 'act' ;
CELEX : 'celex' ;
ELI : 'eli' ;
ENUM : 'enum' ;
RECORD : 'record' ;
REQUIRED : 'required' ;
NONEMPTY : 'nonempty' ;
AS : 'as' ;
GROUP : 'group' ;
PARAMETER : 'parameter' ;
DEFINE : 'define' ;
FIGURE : 'figure' ;
INSTRUMENT : 'instrument' ;
INTERPRETATION : 'interpretation' ;
READING : 'reading' ;
AUTHORITY : 'authority' ;
DEFAULT : 'default' ;
RULE : 'rule' ;
EXCEPTION : 'exception' ;
TO : 'to' ;
LAW : 'law' ;
FOR : 'for' ;
EACH : 'each' ;
EFFECTIVE : 'effective' ;
FROM : 'from' ;
UNTIL : 'until' ;
UNDER : 'under' ;
APPLIES : 'applies' ;
WHEN : 'when' ;
REQUIRES : 'requires' ;
EVIDENCE : 'evidence' ;
FAILING : 'failing' ;
NOTE : 'note' ;
UNLESS : 'unless' ;
REFERENCE : 'reference' ;
DATE_WORD : 'date' ;
IMPLIES : 'implies' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
IS : 'is' ;
AT : 'at' ;
MOST : 'most' ;
LEAST : 'least' ;
MORE_WORD : 'more' ;
LESS : 'less' ;
THAN : 'than' ;
IN : 'in' ;
BEFORE : 'before' ;
AFTER : 'after' ;
ON : 'on' ;
OTHERWISE : 'otherwise' ;
KNOWN : 'known' ;
IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
SOME : 'some' ;
EVERY : 'every' ;
NO : 'no' ;
SATISFIES : 'satisfies' ;
WHERE : 'where' ;
THE : 'the' ;
DISTINCT : 'distinct' ;
COUNT : 'count' ;
SUM : 'sum' ;
MIN : 'min' ;
MAX : 'max' ;
LIST : 'list' ;
SET : 'set' ;
OF : 'of' ;
ROUNDED : 'rounded' ;
TRUE : 'true' ;
FALSE : 'false' ;
UNKNOWN : 'unknown' ;
RULESET : 'ruleset' ;
VERSION : 'version' ;
INCLUDES : 'includes' ;
TABLE : 'table' ;
CASE : 'case' ;
PREVAILS : 'prevails' ;
OVER : 'over' ;

OPEN_ROUND : '(' ;
CLOSE_ROUND : ')' ;
OPEN_SQUARE : '[' ;
CLOSE_SQUARE : ']' ;
OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
DOT : '.' ;
EQUALS : '=' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;

ID : [A-Za-z_] [A-Za-z0-9_]* ;

// Kept in case files alone.
DOSSIER : 'dossier' ;
WITH : 'with' ;
ADD : 'add' ;
COPY : 'copy' ;
REMOVE : 'remove' ;
EXPECT : 'expect' ;
BY : 'by' ;
WITHOUT : 'without' ;
BETWEEN : 'between' ;
LACKS : 'lacks' ;
OTHERS : 'others' ;

// Dates, durations and numbers are taken as widely as they can be meant; the builder refuses those
// that are none, in words.
DATE     : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT? '-' DIGIT DIGIT? [A-Za-z0-9_]* ;
DURATION : DIGIT+ [ \t]+ ('day' | 'week' | 'month' | 'year') 's'? ;
NUMBER   : DIGIT [A-Za-z0-9_]* ('.' [A-Za-z0-9_]*)*
         | DIGIT [0-9_]* ('.' [0-9_]+)? [eE] [+\-] DIGIT [A-Za-z0-9_]*
         ;
fragment DIGIT : [0-9] ;

TEXT : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;

DOC     : '##' ~[\r\n]* -> channel(HIDDEN) ;
COMMENT : '#' (~[#\r\n] ~[\r\n]*)? -> skip ;
BLANK   : [ \t\r\n\u00A0\u202F]+ -> skip ;

// ---- what no rule file holds, kept whole for a good message ------------------------------------

FOREIGN_OPERATOR : '==' | '!=' | '<>' | '<=' | '>=' | '=<' | '=>' | '<' | '>' | '&&' | '||' | '&' | '|' | '!'
                 | '\u2260' | '\u2264' | '\u2265' | '**' | '^' | '->' | '\u2212' | '\u2013' | '\u2014' | '\u00D7' | '\u00F7' ;
UNCLOSED_TEXT    : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;
FOREIGN_WORD     : [A-Za-z0-9_\u00C0-\u1FFF\u2C00-\uD7FF\u{10000}-\u{10FFFF}]+ ;
FOREIGN          : . ;
